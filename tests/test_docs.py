"""What the documents name exists: links, files named in code, the picture, lists of settings."""

import re
import subprocess
from pathlib import Path

import pytest

from archive.safeguards.rule import every_safeguard
from cms.clock.jobs import jobs
from cms.door.environment import LIMITS
from tests import architecture

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)")
CODE = ("archive", "cms", "home", "media")
# How code reads the environment; what a request's WSGI environ has looks alike.
READ = r"((env|environ|environment)(\.[a-z_]+)*[[(]|number\()\"[A-Z][A-Z0-9_]+\"|\"AWS_[A-Z0-9_]+\""
NOT_FOR_OPERATORS = {
    *("CHECK_DECLARATIONS", "DEBUG"),  # of tests, or refused
    *("DJANGO_RUNSERVER_HIDE_WARNING", "LISTEN_PID"),  # from us to Django, from systemd to us
    *("HTTP_AUTHORIZATION", "PATH_INFO", "REQUEST_METHOD"),
}
READ_BY_BOTO = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}


def anchors(page: Path) -> set[str]:
    """The names that headings get, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page):
    for target, anchor in LINK.findall(page.read_text("utf-8")):
        if "://" in target:
            continue
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), f"{page.name} links to {target}, which is not there"
        if anchor:
            assert anchor in anchors(path), f"{page.name} links to {target}#{anchor}"


def git(*command: str) -> set[str]:
    listed = subprocess.run(["git", *command], cwd=ROOT, capture_output=True, text=True)
    return set(listed.stdout.split())


def test_every_document_and_module_that_code_names_is_there():
    documents = git(
        "grep", "-hIoE", r"docs/[a-z0-9/_-]+\.md", "--", "*.py", "*.toml", "*.html"
    )  # fmt: skip
    assert documents
    assert {name for name in documents if not (ROOT / name).exists()} == set()
    modules = git("grep", "-hIoE", r"\b[a-z_]+\.py\b", "--", *CODE)
    assert modules <= {Path(path).name for path in git("ls-files", "*.py")}


def test_the_picture_of_the_house_is_the_house():
    text = architecture.PAGE.read_text("utf-8")
    assert architecture.drawn(text) == text, "run python -m tests.architecture"


@pytest.mark.parametrize("folder", CODE)
def test_a_door_names_only_modules_that_are_there(folder):
    for door in (ROOT / folder).glob("**/__init__.py"):
        for names in re.findall(
            r"^\* ((?:`[\w./]+`(?:, )?)+)", door.read_text("utf-8"), re.MULTILINE
        ):
            for name in re.findall(r"`([\w./]+)`", names):
                place = door.parent / name
                is_there = place.exists() or place.with_suffix(".py").exists()
                assert is_there, f"{door.relative_to(ROOT)} names {name}, which is not there"


def test_every_room_is_in_the_list_of_rooms():
    rows = re.findall(r"^\| (`.+?) \|", architecture.PAGE.read_text("utf-8"), re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([\w.]+)`", row)}
    assert set(architecture.rooms()) <= named, "give it a row in docs/architecture.md"


def test_every_setting_of_the_environment_is_in_the_list_of_settings():
    text = (ROOT / "docs/operations.md").read_text("utf-8")
    table = text.partition("\n## Settings\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`[A-Z].*?) \|", table, re.MULTILINE)
    listed = {name for row in rows for name in re.findall(r"`([A-Z0-9_]+)`", row)}
    reads = git("grep", "-hIoE", READ, "--", *(f"{folder}/**.py" for folder in CODE))
    read = {name for found in reads for name in re.findall(r'"(\w+)"', found)} | set(LIMITS)
    assert listed == (read - NOT_FOR_OPERATORS) | READ_BY_BOTO


def test_every_command_is_in_the_documents():
    paths = git("ls-files", "*/management/commands/[a-z]*.py")
    text = "".join(page.read_text("utf-8") for page in PAGES if page.name != "CHANGELOG.md")
    named = {Path(path).stem for path in paths}
    assert {name for name in named if not re.search(rf"(`|manage\.py ){name}\b", text)} == set()


def test_every_job_of_the_clock_is_in_the_list_of_jobs():
    text = (ROOT / "docs/operations.md").read_text("utf-8")
    section = text.partition("\n## The clock\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert sorted(rows) == sorted(job.name for job in jobs())


def test_the_list_of_safeguards_says_what_each_is_at_least():
    text = (ROOT / "docs/security.md").read_text("utf-8")
    section = text.partition("## Safeguards\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \|.*\| `(\w+)` \|$", section, re.MULTILINE)
    assert dict(rows) == {name: rule.level for name, rule in every_safeguard().items()}
