"""Japanese and Korean translations follow the terms and characters of docs/glossary.md."""

import re

import pytest

from tests.catalogues import LACKING, LANGUAGES, LOCALES, ROOT, read

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
ROW = re.compile(r"^\| (.+?) \| (.+?) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
# A quoted example and an address say nothing of the thing itself; a placeholder is no word.
EXAMPLE = re.compile(r"“[^”]*”|https?://\S+|\(?/\S+|%\(\w+\)[sdg]|\{\w*\}")
PLACEHOLDER = r"%\(\w+\)[sdg]|\{\w*\}"
KANA = "ぁ-んァ-ヶー一-龥"
OPEN = "".join(map(chr, range(0xAC00, 0xD7A4, 28)))  # syllables without a final consonant
WRONG = {
    "ja": {
        "a space beside Japanese": rf"[{KANA}、。」）] (?:[A-Za-z0-9]|{PLACEHOLDER})|"
        rf"(?:[A-Za-z0-9]|{PLACEHOLDER}) [{KANA}]",
        "a narrow colon or question mark": rf"[{KANA}」）][:?]",
        "quotation marks of another language": "[“”‘’]",
        "another word for 閲覧者": "読者",
    },
    "ko": {
        "full width": "[，。：？（）]",
        "quotation marks of another language": "[「」‘’]",
        # 을 and 은 follow a final consonant, 를 follows none; autumn and village end in 을.
        "a particle that does not fit": rf"(?![가마])[{OPEN}][을은](?=[ .,:])|"
        rf"(?![{OPEN}])[가-힣]를",
        "one form of a particle that depends on what comes": rf"(?:{PLACEHOLDER})”?"
        r"(?:은|는|이|가|을|를|과|와|로|으로)(?=[ .,])",
        "an address or a request of another register": "당신|십시오",
    },
}


def terms():
    table = GLOSSARY.partition("## Terms")[2].partition("## With care")[0]
    rows = [row for row in ROW.findall(table) if row[0] not in ("English", "---")]
    for english, japanese, korean, never in rows:
        words = re.sub(r" \(.*\)", "", english).split(", ")
        yield words, {"ja": japanese, "ko": korean}, [each for each in never.split(", ") if each]


def messages(language, folder=LOCALES):
    """English and translation of each."""
    for message in read(language, folder):
        if message.id:
            english = message.id if isinstance(message.id, str) else message.id[0]
            said = message.string if isinstance(message.string, str) else message.string[0]
            yield english, said


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_term_is_rendered_as_the_glossary_says(language):
    wrong = []
    for words, rendering, never in terms():
        term = re.compile(
            rf"\b({'|'.join(words)})(s|es)?\b".replace("y)", "(y|ie))"), re.IGNORECASE
        )
        for english, said in messages(language):
            if term.search(EXAMPLE.sub("", english)) and rendering[language] not in said:
                wrong.append(f"{rendering[language]} is missing in {said!r}")
            wrong += [f"{word} in {said!r}" for word in never if word in said]
    assert wrong == []


@pytest.mark.parametrize("folder", [LOCALES, LACKING], ids=["ours", "wagtails"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_written_in_the_characters_of_its_language(language, folder):
    wrong = [
        f"{fault}: {said!r}"
        for _english, said in messages(language, folder)
        for fault, pattern in WRONG[language].items()
        if re.search(pattern, said)
    ]
    assert wrong == []
