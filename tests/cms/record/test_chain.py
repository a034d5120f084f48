"""Nobody can alter the record unnoticed; words can be forgotten, and it stays verifiable."""

import hashlib
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase

from cms.record.chain import append
from cms.record.forgetting.words import overwrite
from cms.record.lock import record_lock
from cms.record.models import Change
from tests.factories import LetterPageFactory
from tests.shared_data import shared_data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history")]


@shared_data
def history():
    with TestCase.captureOnCommitCallbacks(execute=True):
        letter = LetterPageFactory(slug="kim-yong-nam")
    with TestCase.captureOnCommitCallbacks(execute=True):
        letter.unpublish()


def verify():
    output = StringIO()
    call_command("verify_record", stdout=output)
    return output.getvalue()


def execute(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def withdrawn():
    return Change.objects.get(kind="WITHDRAWN")


def test_a_record_as_it_was_written_is_whole():
    assert verify().startswith(f"The record is whole: {Change.objects.count()} changes")


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE cms_record_change SET kind = 'UPDATED' WHERE number = 2", "Change 2 was altered"),
        (
            "UPDATE cms_record_change SET path = '/x/' WHERE number = 2",
            "path of change 2 was altered",
        ),
        ("UPDATE cms_record_change SET path = '' WHERE number = 2", "path of change 2 was altered"),
        ("DELETE FROM cms_record_change WHERE number = 2", "Change 2 is missing"),
        (
            "UPDATE cms_record_change SET path = '', salts = '{}' WHERE number = 2",
            "nothing says so",
        ),
        (
            "UPDATE cms_record_change SET previous_hash = hash WHERE number = 2",
            "Change 2 does not follow the one before it",
        ),
    ],
    ids=[
        *("a column", "a word", "a word without its salt", "removed", "a word removed"),
        "another before it",
    ],
)
def test_what_was_altered_is_told_with_its_place(sql, sentence):
    execute(sql)
    with pytest.raises(CommandError, match=sentence):
        verify()


def test_changes_that_change_places_are_told():
    for old, new in ((2, -2), (3, 2), (-2, 3)):
        execute("UPDATE cms_record_change SET number = %s WHERE number = %s", new, old)
    with pytest.raises(CommandError, match="Change 2 does not follow"):
        verify()


@pytest.mark.parametrize(
    "write",
    [
        lambda change: change.save(),
        lambda change: change.delete(),
        lambda change: Change.objects.update(note=""),
        lambda change: Change.objects.all().delete(),
        lambda change: Change.objects.bulk_update([change], ["note"]),
        lambda change: Change._base_manager.filter(pk=change.pk).delete(),
        lambda change: Change.objects.update_or_create(number=1, defaults={"note": ""}),
        lambda change: Change.objects.bulk_create([change], update_conflicts=True),
    ],
)
def test_the_orm_alters_and_deletes_no_change(write):
    with pytest.raises(TypeError, match="neither altered nor deleted"):
        write(withdrawn())
    verify()


def test_a_name_is_forgotten_and_the_record_stays_whole():
    number = withdrawn().number
    call_command(
        "forget_in_record", str(number), "path", who="The board", note="Art. 17", stdout=StringIO()
    )
    assert "kim-yong-nam" not in str(list(Change.objects.filter(number=number).values()))
    act = Change.objects.get(kind="FORGOTTEN")
    assert (act.kind, act.forgets, act.who, act.note) == (
        "FORGOTTEN",
        number,
        "The board",
        "Art. 17",
    )
    assert act.forgotten == ["path"]
    assert "nobody can tell" not in verify()


REMOVE_EVERY_WORD = """
    UPDATE cms_record_change
    SET salts = '{}', path = '', previous_path = '', who = '', note = '', public_note = ''
    WHERE number = %s
"""


def written(forgotten):
    """A change with two words, and an act that says of which of them that they were forgotten."""
    with record_lock() as last:
        kept = withdrawn()
        change = Change(
            kind="UPDATED", type="Letter", subject=kept.subject, key=kept.key, path="/a/", who="Kim"
        )
        append([change], last)
        act = overwrite(change, ["who"], "The board", "Art. 17")
        act.forgotten = forgotten
        append([act], change)
    return change, act


def test_where_one_word_was_forgotten_no_other_is_removed_unseen():
    change, _ = written(["who"])
    verify()
    execute(REMOVE_EVERY_WORD, change.number)
    sentence = f"Words of change {change.number} were removed, and nothing says so: path."
    with pytest.raises(CommandError, match=sentence):
        verify()


def test_an_act_of_before_acts_named_words_stays_verifiable_and_is_told_of():
    change, act = written(None)
    execute(REMOVE_EVERY_WORD, change.number)
    assert f"Changes {act.number} were written before such acts named words" in verify()


def test_nobody_adds_a_word_to_an_act_unseen():
    change, act = written(["who"])
    execute(REMOVE_EVERY_WORD, change.number)
    sql = """UPDATE cms_record_change SET forgotten = '["path", "who"]' WHERE number = %s"""
    execute(sql, act.number)
    with pytest.raises(CommandError, match=f"Change {act.number} was altered"):
        verify()


@pytest.mark.parametrize(
    ("number", "word", "sentence"),
    [("999", "path", "has no change 999"), ("1", "note", "Change 1 holds no note")],
)
def test_what_is_not_there_cannot_be_forgotten(number, word, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("forget_in_record", number, word, who="The board", note="Art. 17")


@pytest.mark.parametrize("private", [False, True])
def test_somebody_without_this_software_verifies_an_export(private):
    output = StringIO()
    call_command("export_record", private=private, stdout=output)
    digest = "0" * 64
    for number, text in enumerate(output.getvalue().splitlines(), 1):
        change = json.loads(text)
        words, salts = change.pop("words"), change.pop("salts")
        claimed = change.pop("hash")
        assert (change["number"], change["previous_hash"]) == (number, digest)
        for name, word in words.items():
            assert (
                hashlib.sha256(f"{salts[name]}{word}".encode()).hexdigest()
                == change["digests"][name]
            )
        fixed = json.dumps(change, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        digest = hashlib.sha256(fixed.encode()).hexdigest()
        assert digest == claimed
    assert number == Change.objects.count()
