"""Documents around the main eight: other years, other kinds, a reply."""

from home.demo.manuscript import (
    Manuscript,
    amount,
    figures,
    heading,
    image,
    lead,
    note,
    paragraph,
    person,
    related,
    table,
)

STUDENTS_REPLY = Manuscript(
    key="students-reply",
    model="archive.LetterPage",
    parent="letters",
    title="A Reply from Students in Osaka",
    slug="reply-from-students-in-osaka",
    fields={
        "date": "2006-11-04",
        "subtitle": "We Read Your Letter Aloud",
        "in_reply_to": "open-letter",
        "transmission": "By post, with 214 signatures enclosed",
        "salutation": "Dear friends at LFNKR,",
        "closing": "With warm regards,",
    },
    rows={
        "recipients": [
            person(
                "Life Funds for North Korean Refugees",
                "",
                "",
                "Japan",
                address="Secretariat\nTokyo",
            )
        ],
        "signatories": [
            person("Tanabe Rie", "Chair", "Students for Refugees, Osaka", "Japan"),
            person("Han So-yeon", "Secretary", "Students for Refugees, Osaka", "Japan"),
        ],
    },
    categories=("letters-and-petitions",),
    tags=("united-nations",),
    places=("osaka", "tokyo"),
    body=[
        paragraph(
            "Since October we have read your letter aloud in front of the station, every Friday "
            "at six. People stop. Two hundred and fourteen have signed, and we send you their "
            "names with this.",
            "Some asked whether a letter has ever changed anything. We said that silence has "
            "not, either.",
        ),
        related("The letter we mean", "open-letter"),
    ],
)

FIRST_SHELTERS = Manuscript(
    key="first-shelters",
    model="archive.ReportPage",
    parent="articles",
    title="How the First Shelters Began",
    slug="how-the-first-shelters-began",
    fields={
        "kind": "field_report",
        "date": "2004",
        "period": "1998/2003",
        "subtitle": "Notes from Six Winters",
        **lead("office"),
    },
    rows={"contributors": [{"name": "LFNKR Secretariat", "role": "", "affiliation": ""}]},
    categories=("shelters-and-schooling",),
    tags=("shelters",),
    places=("yanji", "tokyo"),
    body=[
        paragraph(
            "The manuscript bears only the year. It tells how a back room behind a shop became "
            "the first shelter, and why we never rent two rooms in one street.",
        ),
        heading("A back room"),
        paragraph("The stove was bought second hand, the lock was new."),
        note("editorial", "The month is unknown; the paper was filed with the letters of 2004."),
    ],
)

KOT_JEBI_FUND = Manuscript(
    key="kot-jebi-fund",
    model="archive.ReportPage",
    parent="articles",
    title="Education Fund for Kot-jebi Opened",
    slug="education-fund-for-kot-jebi-opened",
    fields={
        "kind": "news",
        "date": "2006-11-20",
        "subtitle": "School Fees for Twenty-two Children",
        **lead("classroom", alt="An empty classroom with drawings pinned to the wall"),
    },
    categories=("shelters-and-schooling",),
    tags=("kot-jebi", "education"),
    places=("yanji",),
    body=[
        paragraph(
            "From this winter a fund of its own pays school fees, books and coal for children "
            "who live in our foster families. The first gift came from a school in Saitama.",
        ),
        figures(
            "What a year costs for one child",
            amount("School fees", "¥36,000", 36000, "JPY"),
            amount("Books and paper", "¥4,500", 4500, "JPY"),
            amount("Coal", "about ¥9,000", 9000, "JPY", "depends on the winter"),
        ),
    ],
)

STATEMENT = Manuscript(
    key="statement",
    model="archive.ReportPage",
    parent="letters",
    title="Statement on World Refugee Day 2007",
    slug="statement-on-world-refugee-day-2007",
    fields={"kind": "statement", "date": "2007-06-20"},
    categories=("letters-and-petitions",),
    tags=("repatriation", "united-nations"),
    places=("tokyo",),
    body=[
        paragraph(
            "Today the world speaks of refugees, and we speak of those who are not called by "
            "that name. Whoever is punished for having left is a refugee, whatever made him or "
            "her leave. We ask all governments of the region to act accordingly.",
        ),
    ],
)

ACTIVITY_REPORT_2005 = Manuscript(
    key="activity-report-2005",
    model="archive.ActivityReportPage",
    parent="activity-reports",
    title="LFNKR Activity Report – FY 2004-2005",
    slug="lfnkr-activity-report-fy-2004-2005",
    fields={
        "date": "2005-09",
        "subtitle": "Annual Report 2005",
        "fiscal_year_label": "FY 2004-2005",
        "fiscal_year_starts_on": "2004-04-01",
        "fiscal_year_ends_on": "2005-03-31",
    },
    rows={
        "figures": [
            amount("People brought to a third country", "64", 64, "persons"),
            amount("Shelters at the end of the year", "7", 7, "shelters"),
            amount("Income", "¥16,020,000", 16020000, "JPY"),
        ]
    },
    categories=("annual-reports",),
    tags=("shelters",),
    places=("tokyo",),
    body=[
        paragraph(
            "A year of losses: two houses had to be given up overnight. A year of gains as "
            "well, since membership rose by a third after the screenings of the summer.",
        ),
        table(
            "Members",
            ("Group", "April 2004", "March 2005"),
            ("Tokyo", "61", "80"),
            ("Kansai", "", "17"),
        ),
        image("rice", alt="Sacks of rice stacked beside a scale", caption="Stores, autumn 2004"),
    ],
)

PAGES = [
    STATEMENT,
    KOT_JEBI_FUND,
    STUDENTS_REPLY,
    ACTIVITY_REPORT_2005,
    FIRST_SHELTERS,
]
