"""The series of the archive, in three languages."""

from home.demo.manuscript import Manuscript, html

# By key: its parent, its slug, and title and introduction in each language.
_SERIES = {
    "archive": (
        "home",
        "archive",
        {
            "en": ("Archive", "Everything that we have printed, sent or said since 1998."),
            "ja": ("アーカイブ", "1998年以来、私たちが発行し、送り、語ってきたものの記録です。"),
            "ko": ("자료실", "1998년부터 우리가 펴내고 보내고 말해 온 모든 기록입니다."),
        },
    ),
    "reports": (
        "archive",
        "reports",
        {
            "en": ("Reports", "What our members saw, heard and counted."),
            "ja": ("報告", "会員が見て、聞いて、数えたこと。"),
        },
    ),
    "border-reports": (
        "reports",
        "border-reports",
        {
            "en": ("Border reports", "Journeys to the Tumen and the Yalu, most of them in winter."),
            "ja": ("国境報告", "豆満江と鴨緑江への旅の記録。多くは冬のものです。"),
        },
    ),
    "missions": (
        "reports",
        "missions",
        {"en": ("Missions", "Delegations in which we took part, with those whom they met.")},
    ),
    "interviews": (
        "reports",
        "interviews",
        {
            "en": ("Interviews", "Conversations, printed in turns."),
            "ja": ("インタビュー", "対話をそのままの順序で掲載しています。"),
        },
    ),
    "articles": (
        "reports",
        "articles",
        {"en": ("Articles and news", "Longer articles, and news from the office.")},
    ),
    "letters": (
        "archive",
        "letters",
        {
            "en": ("Letters and statements", "Open letters, replies to them, and statements."),
            "ja": ("書簡と声明", "公開書簡、その返信、および声明。"),
            "ko": ("서한과 성명", "공개서한과 그 회신, 그리고 성명입니다."),
        },
    ),
    "activity-reports": (
        "archive",
        "activity-reports",
        {"en": ("Activity reports", "One for each fiscal year, with the accounts.")},
    ),
    "events": (
        "archive",
        "events",
        {"en": ("Events", "Speeches, conferences and film screenings.")},
    ),
}

PAGES = [
    Manuscript(
        key=key,
        model="archive.ArchiveSectionPage",
        parent=parent,
        title=title,
        slug=slug,
        locale=locale,
        fields={"introduction": html(introduction)},
    )
    for key, (parent, slug, words) in _SERIES.items()
    for locale, (title, introduction) in words.items()
]
