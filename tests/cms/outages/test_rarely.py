"""What fails with every request does not fill the log."""

from logging import getLogger

from cms.outages import rarely


def test_each_message_is_said_once_in_a_while(monkeypatch, caplog):
    monkeypatch.setattr(rarely, "_said_at", {})
    for message in ("one", "other", "one"):
        rarely.log_rarely(getLogger("cms"), message, ValueError("inside"))
    assert caplog.messages == ["one", "other"]
    assert "ValueError: inside" in caplog.text
    for message in rarely._said_at:
        rarely._said_at[message] -= rarely.SECONDS
    rarely.log_rarely(getLogger("cms"), "one", ValueError("inside"))
    assert caplog.messages == ["one", "other", "one"]
