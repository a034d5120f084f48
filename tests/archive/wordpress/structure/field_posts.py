"""Realistic posts of old sites; most look like a type that they are not.

Each has a title, stored content, and the expected kind of report or name of a type.
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
    (
        "Programme of the symposium",
        join(
            "Moderator: Kato Hiroshi",
            "10:00 Opening",
            "Speaker: Lee Min",
            "Moderator: Kato Hiroshi",
            "Speaker: Park Ji",
            "Moderator: Sato",
            "Speaker: Ahn",
        ),
    ),
    (
        "Conference schedule",
        join(
            "9:00: Registration",
            "9:30: Opening address",
            "10:00: Coffee",
            "9:00: Day two",
            "9:30: Panel",
        ),
    ),
    (
        "Chat log of the server outage",
        join(
            "admin: is it up?",
            "root: no",
            "admin: now?",
            "root: yes, 503",
            "admin: why?",
            "root: disk full",
        ),
    ),
    (
        "Minutes of the meeting",
        join(
            "Kato: will write the letter.",
            "Lee: asks whether the letter is sent?",
            "Kato: calls the ministry.",
            "Lee: books the room.",
        ),
    ),
    (
        "A poem",
        join("Moon: who are you?", "River: I am cold.", "Moon: why?", "River: Because of winter."),
    ),
    (
        "The play «The Border», act one",
        join(
            "GUARD: Who is there?", "WOMAN: Only I.", "GUARD: Your papers?", "WOMAN: I have none."
        ),
    ),
    (
        "戯曲「国境」第一幕",
        join("兵士：誰だ？", "女：わたしです。", "兵士：旅券は？", "女：ありません。"),
    ),
    (
        "희곡 「국경」 제1막",
        join("병사: 누구냐?", "여자: 접니다.", "병사: 증명서는?", "여자: 없습니다."),
    ),
    (
        "用語集",
        join(
            "コッチェビ：物乞いをする子ども。",
            "ブローカー：越境を手引きする人。",
            "コッチェビ：つばめの意味もある。",
            "ブローカー：報酬を受け取る。",
        ),
    ),
    (
        "용어집",
        join(
            "꽃제비: 구걸하는 아이.",
            "브로커: 길 안내.",
            "꽃제비: 제비라는 뜻도 있다.",
            "브로커: 돈을 받는다.",
        ),
    ),
    (
        "Recipe for cold noodles",
        join("Ingredients: noodles, ice", "Method: boil?", "Ingredients: broth", "Method: cool"),
    ),
    ("Timetable", join("日時：五月三日", "場所：東京", "日時：六月三日", "場所：大阪")),
    ("행사 안내", join("일시: 5월 3일", "장소: 서울", "일시: 6월 3일", "장소: 부산")),
    (
        "Pros and cons",
        join("Pro: Is it cheap? Yes.", "Con: It breaks.", "Pro: It is light.", "Con: Is it safe?"),
    ),
    (
        "Before and after",
        join("Before: no rice", "After: rice?", "Before: no school", "After: school"),
    ),
    (
        "Subtitles of the film",
        join(
            "1\n00:00:01 --> 00:00:03\nWoman: Where am I?",
            "2\n00:00:04 --> 00:00:06\nMan: In China.",
            "3\n00:00:07 --> 00:00:09\nWoman: Why?",
        ),
    ),
    (
        "Voters' guide",
        join(
            "Candidate: What will you do?",
            "Answer: More aid.",
            "Candidate: And where?",
            "Answer: At the border.",
        ),
    ),
    (
        "Bible study",
        join(
            "Matthew 5:3: Blessed are the poor?",
            "Luke 6:20: Blessed be ye poor.",
            "Matthew 5:3: Again",
            "Luke 6:20: Again",
        ),
    ),
    ("Dear John: a review of the film", "The film is about a letter."),
    ("Film review: Crossing", "We saw it."),
    ("Interviewing techniques for volunteers", "Ask openly."),
    ("Speech therapy for refugee children", "They learn."),
    (
        "Newsletter to our members",
        join("Dear members,", "Thank you for your gifts.", "Best wishes,\nThe office"),
    ),
    (
        "Cover letter template",
        join("Dear Sir or Madam,", "I apply for the post.", "Yours sincerely,\nName"),
    ),
    ("회원 여러분께", join("회원 여러분께", "사무실을 옮겼습니다.", "감사합니다.")),
    ("Screening for tuberculosis", "Refugees are screened on arrival."),
    ("Screening committee report", "The committee met."),
    ("The lecture hall was full", "Two hundred came."),
    ("演説の自由について", "言論の自由がない。"),
    ("映画の感想", "見ました。"),
    ("手紙の書き方", "はじめに宛名を書きます。"),
    ("インタビューの仕方", "まず名乗ります。"),
    ("Letters page", "Write to us."),
    ("Letter of the law", "The law says nothing."),
    ("Statement of accounts 2008", join("Income: 5", "Expenses: 4")),
    (
        "Conversation class at the shelter",
        join(
            "Teacher: Where do you live?",
            "Class: In Tokyo.",
            "Teacher: And before?",
            "Class: In Musan.",
        ),
    ),
    (
        "Error messages",
        join(
            "Warning: Is the file there?",
            "Notice: undefined index",
            "Warning: cannot modify",
            "Notice: again",
        ),
    ),
    (
        "Lyrics",
        join(
            "Chorus: Will you come?",
            "Verse: I will go",
            "Chorus: Will you come?",
            "Verse: I will stay",
        ),
    ),
    (
        "Comparison of laws",
        join(
            "Japan: Is there a law? Yes.",
            "Korea: There is.",
            "Japan: Since 2006.",
            "Korea: Since 2016.",
        ),
    ),
    ("Press contact", join("Tanaka Ichiro\nPress Officer\nTokyo", "Dear journalists,", "Call us.")),
]

# Questions and answers without names: at most a dialogue, and a note.
QUESTIONS = [
    (
        "よくある質問",
        join(
            "問1．会費はいくらですか？",
            "答1．千円です。",
            "問2．どこで払いますか？",
            "答2．窓口です。",
        ),
    ),
    (
        "자주 묻는 질문",
        join(
            "문1. 회비는 얼마입니까?", "답1. 만원입니다.", "문2. 어디서 냅니까?", "답2. 창구에서요."
        ),
    ),
    (
        "Quiz",
        join("Q: Capital of Korea?", "A: Seoul", "Q: River?", "A: Tumen", "Q: Year?", "A: 1945"),
    ),
    (
        "Question and answer in parliament",
        join(
            "Question: Has the minister met them?",
            "Answer: He has.",
            "Question: When?",
            "Answer: In May.",
        ),
    ),
]
