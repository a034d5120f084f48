"""Front pages, standard pages, menus, settings and redirects."""

from home.demo.manuscript import Manuscript, heading, html, image, note, paragraph, related

SITE_NAME = "Life Funds Archive"
SETTINGS = {
    "organisation": "Life Funds for North Korean Refugees",
    "contact_email": "archive@example.org",
}
SOCIAL_LINKS = [
    {"label": "YouTube", "url": "https://www.youtube.com/@example"},
    {"label": "Mastodon", "url": "https://mastodon.example.org/@lifefunds"},
]

# The address on the old site: the key of the present page, or a path.
REDIRECTS = {
    "/reports/border0601.htm": "border-report",
    "/letters/ban.htm": "open-letter",
    "/index-e.htm": "/",
}

HOME_PAGES = [
    Manuscript(
        key="home",
        model="home.HomePage",
        title="Life Funds for North Korean Refugees",
        slug="home",
        fields={
            "introduction": html(
                "A small organisation in Tokyo helps people who fled from North Korea. This is "
                "its <b>archive</b>: reports from the border, interviews, letters and accounts."
            )
        },
        rows={
            "featured_entries": [
                {"entry": "border-report"},
                {"entry": "open-letter"},
                {"entry": "seoul-train"},
            ]
        },
        body=[
            heading("Where to begin"),
            paragraph(
                'Read the <a href="page:border-report">border report of January 2006</a>, or '
                'browse the <a href="page:archive">whole archive</a> by series, place and year.',
            ),
            image(
                "tumen",
                alt="A frozen river between snowy banks with small watch posts on the far side",
                caption="The Tumen River in January",
                credit="LFNKR",
            ),
            related("Newest", "abandoned-children", "fact-finding-mission"),
        ],
    ),
    Manuscript(
        key="home",
        model="home.HomePage",
        title="北朝鮮難民救援基金",
        slug="home-ja",
        locale="ja",
        fields={
            "introduction": html(
                "北朝鮮から逃れた人びとを支える、東京の小さな団体の<b>アーカイブ</b>です。"
                "国境からの報告、インタビュー、書簡、会計報告を収めています。"
            )
        },
        rows={"featured_entries": [{"entry": "border-report"}, {"entry": "interview"}]},
        body=[
            heading("はじめに"),
            paragraph(
                'まず<a href="page:border-report">2006年1月の国境報告</a>をお読みください。'
                '資料の一覧は<a href="page:archive">アーカイブ</a>にあります。',
            ),
        ],
    ),
    Manuscript(
        key="home",
        model="home.HomePage",
        title="북한난민구호기금",
        slug="home-ko",
        locale="ko",
        fields={
            "introduction": html(
                "북한을 떠난 사람들을 돕는 도쿄의 작은 단체가 남긴 <b>자료실</b>입니다. "
                "국경 보고, 인터뷰, 서한, 결산을 모았습니다."
            )
        },
        rows={"featured_entries": [{"entry": "open-letter"}]},
        body=[
            paragraph(
                '<a href="page:open-letter">반기문 장관께 드리는 공개서한</a>부터 읽어 보십시오.'
            ),
        ],
    ),
]

# By key: title and body in each language.
_STANDARD = {
    "about": {
        "en": (
            "About",
            [
                paragraph(
                    "Since 1998 our members have kept shelters, paid school fees and written "
                    "letters. Whatever was printed on the way is kept here.",
                ),
                note(
                    "editorial",
                    "This is the demonstration archive of the software. Titles and occasions "
                    "follow a real archive; the texts, figures, quotations and pictures were "
                    "made for the demonstration and report nothing that really happened.",
                ),
                heading("How documents are described"),
                paragraph(
                    "Each document has a reference code that never changes, the date that it "
                    "bears itself, and the names and offices as they were printed. What had to "
                    "be left out is marked as withheld.",
                ),
            ],
        ),
        "ja": (
            "私たちについて",
            [
                paragraph(
                    "1998年から、会員はシェルターを維持し、学費を支え、手紙を書いてきました。"
                    "その間に発行したものをここに保存しています。",
                ),
                note(
                    "editorial",
                    "これはソフトウェアのデモ用アーカイブです。題名と行事は実在のアーカイブに"
                    "ならっていますが、本文、数字、引用、画像はデモのために作られたもので、"
                    "事実の報告ではありません。",
                ),
            ],
        ),
        "ko": (
            "소개",
            [
                paragraph(
                    "1998년부터 회원들은 쉼터를 지키고 학비를 보태고 편지를 써 왔습니다. "
                    "그동안 펴낸 것을 이곳에 보존합니다.",
                ),
                note(
                    "editorial",
                    "이곳은 소프트웨어의 시연용 자료실입니다. 제목과 행사는 실제 자료실을 본떴지만 "
                    "본문과 수치, 인용, 그림은 시연을 위해 만든 것이며 사실의 보고가 아닙니다.",
                ),
            ],
        ),
    },
    "contact": {
        "en": (
            "Contact",
            [
                paragraph(
                    'Write to <a href="mailto:archive@example.org">archive@example.org</a>. '
                    "Please send no names of people in danger by e-mail.",
                ),
                heading("Visitors", 3),
                paragraph("The reading room is open on Wednesdays from two to five."),
            ],
        ),
        "ja": (
            "お問い合わせ",
            [
                paragraph(
                    '<a href="mailto:archive@example.org">archive@example.org</a> までご連絡'
                    "ください。危険にさらされている方の名前はメールに書かないでください。",
                ),
            ],
        ),
        "ko": (
            "연락처",
            [
                paragraph(
                    '<a href="mailto:archive@example.org">archive@example.org</a>로 연락해 '
                    "주십시오. 위험에 처한 분의 이름은 전자우편에 쓰지 마십시오.",
                ),
            ],
        ),
    },
}

STANDARD_PAGES = [
    Manuscript(
        key=key,
        model="home.StandardPage",
        parent="home",
        title=title,
        slug=key,
        locale=locale,
        body=body,
    )
    for key, words in _STANDARD.items()
    for locale, (title, body) in words.items()
]
