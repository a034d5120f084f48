"""A file is taken apart in a separate process with limits."""

import os
import resource
import sys
from importlib.util import find_spec
from io import BytesIO

import pikepdf
import pytest
from django.core.checks import run_checks

from media.cleaning import apart
from media.cleaning.apart import Allowance, run
from media.cleaning.documents import clean_document
from media.cleaning.pdf.character_maps import clean_map
from media.cleaning.pdf.telling import letters_of
from media.cleaning.refused import Refused
from media.storage.sealed import cleaning_allowance
from tests.media.pdf_parts import pdf
from tests.media.planted import PICTURES
from tests.media.planted_pdf_words import HIDDEN_WORDS

AMPLE = Allowance(memory=1024**3, seconds=30)


def of_many_objects(count):
    document = pikepdf.open(BytesIO(pdf()))
    document.Root.Many = pikepdf.Array(
        [document.make_indirect(pikepdf.Dictionary(Number=number)) for number in range(count)]
    )
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def take_memory(megabytes):
    return len(bytearray(megabytes * 1024**2))


def spin():
    while True:
        pass


def test_it_is_another_process_and_what_it_makes_or_refuses_comes_back():
    assert run(AMPLE, os.getpid) != os.getpid() == run(Allowance(0, 0), os.getpid)
    content = pdf(HIDDEN_WORDS["under a box"])
    with pytest.raises(Refused, match="Page 1 has words that nobody sees"):
        run(AMPLE, clean_document, content, ".pdf")
    assert run(AMPLE, clean_document, pdf(), ".pdf") == clean_document(pdf(), ".pdf")


def test_it_has_nothing_of_the_site_that_a_public_server_serves(monkeypatch):
    started = find_spec("cms.serve")
    if started.submodule_search_locations:  # as `python -m` runs a package
        started = find_spec("cms.serve.__main__")
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", started)
    assert run(AMPLE, eval, "'PIL' in __import__('sys').modules")
    assert not run(AMPLE, eval, "'django' in __import__('sys').modules")


@pytest.mark.parametrize("allowance", [AMPLE, Allowance(0, 0)])
def test_what_the_process_could_not_import_is_a_fault_wherever_it_runs(allowance):
    with pytest.raises(TypeError, match=r"media\.storage\.sealed needs more"):
        run(allowance, cleaning_allowance)


@pytest.mark.parametrize(
    ("function", "arguments", "allowance"),
    [
        (take_memory, [600], Allowance(memory=256 * 1024**2, seconds=30)),
        (spin, [], Allowance(memory=1024**3, seconds=1)),
        (os._exit, [3], AMPLE),
    ],
)
def test_what_takes_too_much_is_refused(function, arguments, allowance):
    with pytest.raises(Refused, match="more memory or time"):
        run(allowance, function, *arguments)


@pytest.mark.parametrize("piece", [b"beginbfchar ", b"beginbfrange <00> ", b"/"])
@pytest.mark.parametrize("read", [clean_map, letters_of])
def test_a_character_map_without_an_end_is_read_once(read, piece):
    run(Allowance(memory=1024**3, seconds=10), read, piece * 200_000)


def test_a_system_without_a_limit_of_memory_has_the_others(monkeypatch):
    def setrlimit(kind, _limits):
        if kind == resource.RLIMIT_AS:
            raise ValueError("current limit exceeds maximum limit")  # macOS
        limited.append(kind)

    limited = []
    monkeypatch.setattr(resource, "setrlimit", setrlimit)
    apart._limit(AMPLE)
    assert limited == [resource.RLIMIT_CPU, resource.RLIMIT_CORE]


def test_a_pdf_of_too_many_objects_is_refused_before_it_is_walked(monkeypatch):
    monkeypatch.setattr("media.cleaning.pdf.rewriting.MOST_OBJECTS", 1_000)
    with pytest.raises(Refused, match="more than 1000 pieces"):
        clean_document(of_many_objects(1_001), ".pdf")


def test_uploads_go_through_it(make_image, make_document, settings, monkeypatch):
    settings.CLEANING_SECONDS = 30
    image, document = make_image(PICTURES["jpeg exif"][1]()), make_document()
    assert (image.width, document.page_count) == (64, 1)
    assert image.get_rendition("width-32").width == 32


@pytest.mark.parametrize("change", [{"CLEANING_SECONDS": 0}, {"CLEANING_MEMORY": 1024}])
def test_production_has_limits(settings, change):
    def faults():
        checks = run_checks(include_deployment_checks=True)
        return [check.id for check in checks if check.id == "media.E002"]

    settings.CLEANING_SECONDS = 60
    assert faults() == []
    for name, value in change.items():
        setattr(settings, name, value)
    assert faults() == ["media.E002"]
