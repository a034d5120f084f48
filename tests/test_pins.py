"""`requirements*.txt`: all that is installed, by version and hash."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
FILES = {
    "requirements.txt": PROJECT["dependencies"],
    "requirements-optional.txt": EXTRAS["sentry"] + EXTRAS["opentelemetry"],
    "requirements-dev.txt": [line for line in EXTRAS["dev"] if PROJECT["name"] not in line],
}
PIN = re.compile(r"([a-z0-9-]+)==(\S+)( ; .+)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def pins(name):
    """Versions by canonical name, and the hashes of each: one version or one for each marker."""
    found = {}
    text = (ROOT / name).read_text("utf-8").replace("\\\n", "")
    for line in (line for line in text.splitlines() if not line.startswith("#")):
        pin, *hashes = line.split("    ")
        package, version, _ = PIN.fullmatch(pin.strip()).groups()
        assert hashes, f"{package} has no hash"
        assert all(HASH.fullmatch(word.strip()) for word in hashes), package
        found.setdefault(package, []).append(version)
    return found


@pytest.mark.parametrize("name", FILES)
def test_all_is_pinned_by_hash_and_names_no_registry(name):
    assert len(pins(name)) > 5


@pytest.mark.parametrize("name", FILES)
def test_what_the_project_needs_is_pinned_as_it_needs_it(name):
    pinned = {package: versions for file in FILES for package, versions in pins(file).items()}
    for requirement in map(Requirement, FILES[name]):
        versions = pinned.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement.name} is not pinned: run `make pins`"
        wrong = [version for version in versions if version not in requirement.specifier]
        assert not wrong, f"{requirement} is pinned at {wrong}: run `make pins`"


def test_nothing_is_pinned_twice():
    packages = [package for name in FILES for package in pins(name)]
    assert len(packages) == len(set(packages))
