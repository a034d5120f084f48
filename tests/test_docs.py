"""What the documents say is there: their links, the files that code names, and the picture."""

import re
import subprocess
from pathlib import Path

import pytest

from archive.safeguards.rule import every_safeguard
from tests import architecture

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)")


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
    modules = git("grep", "-hIoE", r"\b[a-z_]+\.py\b", "--", "archive", "cms", "home", "media")
    assert modules <= {Path(path).name for path in git("ls-files", "*.py")}


def test_the_picture_of_the_house_is_the_house():
    text = architecture.PAGE.read_text("utf-8")
    assert architecture.drawn(text) == text, "run python -m tests.architecture"


def test_the_list_of_safeguards_says_what_each_is_at_least():
    text = (ROOT / "docs/security.md").read_text("utf-8")
    section = text.partition("## Safeguards\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \|.*\| `(\w+)` \|$", section, re.MULTILINE)
    assert dict(rows) == {name: rule.level for name, rule in every_safeguard().items()}
