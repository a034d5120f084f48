"""All packages are pinned by version and hash, and no pin has a known vulnerability."""

import re
import tomllib
from datetime import date

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import advisories, pins

PROJECT = tomllib.loads((pins.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
NEEDS = {
    "constraints.txt": PROJECT["dependencies"],
    "deploy/constraints-optional.txt": EXTRAS["sentry"] + EXTRAS["opentelemetry"],
    "tests/constraints.txt": [line for line in EXTRAS["dev"] if PROJECT["name"] not in line],
}


@pytest.mark.parametrize("name", NEEDS)
def test_what_the_project_needs_is_pinned_as_it_needs_it(name):
    pinned = pins.read(name)
    for requirement in map(Requirement, NEEDS[name]):
        versions = pinned.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement.name} is not pinned: run `make pins`"
        wrong = [version for version in versions if version not in requirement.specifier]
        assert not wrong, f"{requirement} is pinned at {wrong}: run `make pins`"


def test_nothing_is_pinned_twice():
    packages = [package for name in pins.FILES for package in pins.read(name)]
    assert len(packages) == len(set(packages))


def test_the_pins_name_no_registry():
    assert not [name for name in pins.FILES if "://" in (pins.ROOT / name).read_text("utf-8")]


def test_no_pin_is_older_than_the_mend_of_a_known_advisory():
    assert advisories.affected(pins.everything()) == []


def test_a_pin_with_a_known_fault_is_named():
    [sentence] = advisories.affected({"lxml": ["6.0.2"], "django": ["5.2.17"], "pillow": ["13.0"]})
    assert "lxml==6.0.2 is affected by CVE-2026-41066" in sentence


def test_a_pin_of_a_version_before_a_release_is_looked_at():
    row = advisories.Advisory("name", "<1.0", "CVE", "2026-01", "a fault")
    assert row.affects("0.66b1")


def test_a_series_that_was_mended_by_itself_is_not_named():
    assert advisories.affected({"urllib3": ["1.26.17"]}) != []
    [row] = [row for row in advisories.advisories() if row.name == "CVE-2023-43804"]
    assert [
        version for version in ("1.26.16", "1.26.17", "2.0.5", "2.0.6") if row.affects(version)
    ] == [
        "1.26.16",
        "2.0.5",
    ]


def test_the_table_is_of_packages_that_are_pinned():
    pinned = pins.everything()
    for row in advisories.advisories():
        assert row.package in pinned, f"{row.package} is not pinned any more: take it off the table"
        assert re.fullmatch(r"20\d\d-[01]\d", row.published)


def test_the_table_says_how_old_it_is():
    assert "is of 2026-08, 3 months ago" in advisories.age(date(2026, 11, 30))
