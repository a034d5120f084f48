import pytest

from archive.safeguards.clearance import findings_in

pytestmark = pytest.mark.django_db


def test_an_editor_is_told_where_something_leads_to_somebody(letter):
    letter.subtitle = "Call 090-1234-5678"
    letter.signatories = [letter.signatories.model(name="Kim", address="東京都文京区本郷2丁目")]
    findings = [finding for finding in findings_in(letter) if finding.rule.name == "patterns"]
    assert {(finding.fault.field, finding.sentence) for finding in findings} == {
        ("subtitle", "Subtitle gives a telephone number: “090-1234-5678”."),
        ("signatories", "Signatory gives a street address: “東京都文京区本郷2丁目”."),
    }
    assert not any(finding.is_open for finding in findings)
    letter.save()
