"""The word by which the tests recognise what an account must not be told."""

CANARY = "zzcanary"


def told(answer, asked):
    """What an answer tells of a canary, apart from what was asked for."""
    body = b"".join(answer) if answer.streaming else answer.content
    text = body.decode(errors="replace").replace(f"q={CANARY}", "").replace(asked, "")
    at = text.find(f"{CANARY}-")
    return text[max(0, at - 60) : at + 40] if at >= 0 else ""
