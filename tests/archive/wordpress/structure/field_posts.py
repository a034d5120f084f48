"""Forty posts as old sites have them, written here: half of them look like what they are not.

Title, stored content, and what the page has to be: the kind of a report or the name of a type.
"""


def join(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


GENUINE = [
    (
        "Interview with NK Border Shelter Staff Members",
        join(
            "LFNKR: Is there food?",
            "Local staffers: No.",
            "LFNKR: And rice?",
            "Local staffers: None.",
        ),
        "interview",
    ),
    (
        "From a shelter",
        join(
            "Interviewer: When did you cross?",
            "Ms. A: In March.",
            "Interviewer: With whom?",
            "Ms. A: Alone.",
        ),
        "interview",
    ),
    (
        "A talk with Pastor Chun",
        join(
            "<p><strong>LFNKR:</strong> Were you arrested?</p>",
            "<p><strong>Pastor Chun:</strong> Twice.</p>",
            "<p><strong>LFNKR:</strong> And now?</p>",
            "<p><strong>Pastor Chun:</strong> I go on.</p>",
        ),
        "interview",
    ),
    (
        "シェルターの職員に聞く",
        join("記者：食べ物は？", "職員：ありません。", "記者：米は？", "職員：それも。"),
        "interview",
    ),
    (
        "脱北者の声",
        join("――いつ来ましたか。", "李：三月です。", "――一人で？", "李：はい。"),
        "interview",
    ),
    (
        "쉼터에서",
        join("기자: 언제 왔습니까?", "김씨: 3월에요.", "기자: 혼자서요?", "김씨: 네."),
        "interview",
    ),
    (
        "Open Letter to Ban Ki-moon",
        join("Dear Minister Ban:", "We write to you.", "Sincerely,\nKato Hiroshi"),
        "LetterPage",
    ),
    (
        "To the United Nations",
        join(
            "October 19, 2006",
            "His Excellency Ban Ki-moon\nForeign Minister\nRepublic of Korea",
            "Dear Foreign Minister Ban:",
            "We write to you.",
        ),
        "LetterPage",
    ),
    ("潘基文氏への公開書簡", "私たちは要請します。", "LetterPage"),
    ("반기문 장관께 드리는 공개서한", "우리는 요청합니다.", "LetterPage"),
    ("Film “Seoul Train” Screened in Tokyo", "Two hundred came.", "FilmEventPage"),
    ("Screening of the film “Crossing”", "On May 3.", "FilmEventPage"),
    ("映画「クロッシング」上映会", "五月三日です。", "FilmEventPage"),
    ("영화 〈크로싱〉 상영회", "5월 3일입니다.", "FilmEventPage"),
    ("Speech at the Diet", "Thank you for inviting me.", "speech"),
    ("Keynote speech by Kato Hiroshi", "Thank you.", "speech"),
    ("Lecture at Waseda University", "Thank you.", "speech"),
    ("国連での講演", "お招きありがとうございます。", "speech"),
    ("국회에서의 연설", "감사합니다.", "speech"),
    ("Border Report – January 2006", "It snowed.", "border_report"),
]

TRAPS = [
    (
        "Words of the border",
        "<dl><dt>Kot-jebi</dt><dd>A child who begs.</dd><dt>Broker</dt><dd>Who leads.</dd></dl>",
    ),
    (
        "List of detainees",
        join("Name: Kim Chol\nAge: 23", "Name: Lee Yong\nAge: 30", "Name: Park\nAge: 41"),
    ),
    (
        "Sessions",
        join(
            "Session: Border report\nStatus: open",
            "Session: Aid\nStatus: full",
            "Session: Law\nStatus: open",
        ),
    ),
    ("証言一覧", join("氏名：甲\n年齢：二十", "氏名：乙\n年齢：三十", "氏名：丙\n年齢：四十")),
    ("수감자 명단", join("이름: 김철수\n나이: 20", "이름: 이영희\n나이: 30", "이름: 박\n나이: 40")),
    (
        "Dog park FAQ",
        join(
            "<strong>Q1: Is it closed?</strong>",
            "A1: No.",
            "<strong>Q2: At night?</strong>",
            "A2: Yes.",
        ),
    ),
    ("Our new look", join("<pre>Q: one?\nA: two\nQ: three?\nA: four</pre>", "We changed it.")),
    ("A theme for the site", join("[code]\nUser: who?\nKim: me\nUser: why?\nKim: so\n[/code]")),
    ("Styles", join("a: hover\ncolor: red", "a: visited\ncolor: blue", "a: active\ncolor: red")),
    (
        "Myths about refugees",
        join(
            "Myth: Do they take work?", "Fact: They do not.", "Myth: Are they spies?", "Fact: No."
        ),
    ),
    (
        "Troubleshooting",
        join(
            "Problem: Does it leak?",
            "Solution: Close it.",
            "Problem: Is it cold?",
            "Solution: Heat it.",
        ),
    ),
    (
        "Glossary",
        join(
            "Kot-jebi: a child who begs.",
            "Broker: who leads across.",
            "Kot-jebi: also a swallow.",
            "Broker: paid.",
        ),
    ),
    (
        "Worksheet",
        join(
            "Discussion Question: What is a refugee?",
            "Key Point: A person.",
            "Discussion Question: And a migrant?",
            "Key Point: Another.",
        ),
    ),
    ("Un peu de lecture", "Des mots."),
    ("Freedom of speech in North Korea", "There is none."),
    ("Hate speech on the street", "It was loud."),
    ("Film crew screened at the airport", "They were let in."),
    ("Documentary evidence of border screening", "We have seen it."),
    ("No reply from Beijing", "We asked three times."),
    ("Dear readers", join("Dear readers,", "This site has moved.")),
    ("New address", join("Our Office\nTokyo 101-0001\nJapan", "Dear all,", "We moved.")),
]
