"""What other people's tools make of the API: the HTTP suite, typed clients, Relay, Apollo.

They come from a package registry into tests/cms/node/node_modules, at their locked versions.
"""

import fcntl
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from graphql import is_abstract_type

from archive.models import EntryPage, ReportPage
from cms.schema import schema
from tests.archive.graphql.described import describe
from tests.factories import CategoryFactory, ReportPageFactory

pytestmark = pytest.mark.once
NODE = Path(__file__).parent / "node"
SDL = Path(__file__).parents[2] / "cms" / "schema.graphql"
AUDITS = 61


@pytest.fixture(scope="session")
def tools():
    """The folder of the tools' programs, installed on first use."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("install Node.js 20 or newer (Debian: apt install nodejs npm)")
    with (Path(tempfile.gettempdir()) / "archive-npm.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the suite runs in several processes
        if not is_installed():
            answer = run("npm", "ci", "--no-progress", check=False)
            if answer.returncode:
                pytest.skip("cannot install tests/cms/node: npm ci needs a package registry")
    return NODE / "node_modules" / ".bin"


def is_installed():
    """Whether what the lock names is there; what is optional, for other machines, need not be."""
    paths = NODE / "package-lock.json", NODE / "node_modules" / ".package-lock.json"
    return all(path.exists() for path in paths) and is_locked(*map(packages_in, paths))


def packages_in(lock):
    packages = json.loads(lock.read_text("utf-8"))["packages"]
    return {name: package for name, package in packages.items() if name}


def is_locked(wanted, found):
    needed = {name for name, package in wanted.items() if not package.get("optional")}
    return needed <= found.keys() and all(
        wanted.get(name, {}).get("version") == package["version"] for name, package in found.items()
    )


def test_tools_are_installed_anew_when_any_is_missing_or_of_another_version():
    locked = {"a": {"version": "1"}, "b": {"version": "2"}, "c": {"version": "3", "optional": True}}
    assert is_locked(locked, {name: locked[name] for name in "ab"})
    assert is_locked(locked, locked)
    assert not is_locked(locked, {"a": locked["a"]})
    assert not is_locked(locked, locked | {"b": {"version": "1"}})
    assert not is_locked(locked, locked | {"d": {"version": "4"}})


def run(*command, cwd=NODE, check=True, **options):
    answer = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, timeout=300, **options
    )
    assert not check or answer.returncode == 0, f"{answer.stdout}\n{answer.stderr}"
    return answer


def test_all_audits_of_graphql_over_http_pass(tools, live_server):
    answer = run("node", "audits.mjs", f"{live_server.url}/graphql/")
    audits = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [audit for audit in audits if audit["status"] != "ok"] == []
    assert len(audits) == AUDITS


def test_strict_typescript_knows_every_block_of_a_body(tools, tmp_path):
    shutil.copy(NODE / "body.ts", tmp_path)
    run("node", "codegen.mjs", SDL, "body.graphql", tmp_path / "generated.ts")
    strict = ["--strict", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes"]
    run(tools / "tsc", *strict, "--noEmit", tmp_path / "body.ts")


def test_schema_org_has_every_type_and_property_that_search_engines_are_told(
    tools, tmp_path, graphql, locales
):
    describe(locales)
    category = CategoryFactory(slug="defectors")
    for page in EntryPage.objects.all():
        page.categories.add(category)
        page.save()
    seo = "{ seo { jsonLd } }"
    answer = graphql(f"{{ pages(first: 50) {{ nodes {seo} }} categories {seo} }}")
    heads = [*answer["data"]["pages"]["nodes"], *answer["data"]["categories"]]
    assert len(heads) > 10
    graphs = [json.dumps(head["seo"]["jsonLd"]) for head in heads]
    lines = [f"export const g{number}: Graph = {graph};" for number, graph in enumerate(graphs)]
    wrong = ["// @ts-expect-error -- no such type", lines[0].replace("WebPage", "Letter")]
    wrong += ["// @ts-expect-error -- no such property", lines[0].replace('"name"', '"called"')]
    wrong = [line.replace("g0", f"w{number}") for number, line in enumerate(wrong)]
    source = ['import type { Graph } from "schema-dts";', *lines, *wrong]
    (tmp_path / "graphs.ts").write_text("\n".join(source))
    (tmp_path / "node_modules").symlink_to(NODE / "node_modules")
    run(tools / "tsc", "--strict", "--noEmit", tmp_path / "graphs.ts")


def test_relay_compiles_two_connections(tools, tmp_path):
    source = tmp_path / "src"
    source.mkdir()
    shutil.copy(NODE / "Archive.js", source)
    shutil.copy(SDL, tmp_path)
    config = {"src": "./src", "schema": "./schema.graphql", "language": "javascript"}
    (tmp_path / "relay.config.json").write_text(json.dumps(config))
    run(tools / "relay-compiler", "relay.config.json", cwd=tmp_path)
    made = {path.name for path in source.rglob("*.graphql.js")}
    assert "Archive_entries.graphql.js" in made
    assert "ArchiveCategoryQuery.graphql.js" in made


BODY = """query ($path: String!) { page(path: $path) { __typename id title ... on ArchiveEntry {
  body { __typename id ... on HeadingBlock { headline } ... on QuoteBlock { quote } } } } }"""


@pytest.mark.django_db
def test_apollo_keeps_the_words_of_a_copy_apart_from_those_of_its_original(tools, graphql):
    body = [("heading", {"text": "Original", "level": "2"}), ("quote", {"quote": "Original"})]
    original = ReportPage.objects.get(pk=ReportPageFactory(slug="original", body=body).pk)
    copy = original.copy(update_attrs={"slug": "copy"})
    for block, name in zip(copy.body, ("text", "quote"), strict=True):
        block.value[name] = "Copied"
    copy.save_revision().publish()
    paths = [{"path": page.url_path.removeprefix("/home")} for page in (original, copy)]
    answers = [{"variables": path, "data": graphql(BODY, path)["data"]} for path in paths]
    types = schema.graphql_schema
    possible = {
        name: [each.name for each in types.get_possible_types(kind)]
        for name, kind in types.type_map.items()
        if is_abstract_type(kind)
    }
    told = json.dumps({"possibleTypes": possible, "query": BODY, "answers": answers})
    kept = json.loads(run("node", "cache.mjs", input=told).stdout)
    assert all(answer["data"]["page"] for answer in answers)
    assert kept == [answer["data"] for answer in answers]
