"""Documents in every state in which readers must not see them."""

from home.demo.manuscript import Manuscript, State, paragraph


def _report(key: str, state: State, title: str, date: str, text: str) -> Manuscript:
    return Manuscript(
        key=key,
        model="archive.ReportPage",
        parent="border-reports",
        title=title,
        slug=key,
        state=state,
        fields={"kind": "border_report", "date": date},
        categories=("defectors",),
        tags=("tumen-river",),
        places=("tumen-river",),
        body=[paragraph(text)],
    )


PAGES = [
    _report(
        "border-report-march-2006",
        "draft",
        "Border Report – March 2006 (draft)",
        "2006-03",
        "Still being checked with those who spoke to us; never published so far.",
    ),
    _report(
        "border-report-anniversary-edition",
        "scheduled",
        "Border Report – Anniversary Edition",
        "2008-01",
        "Approved, and waiting for the day on which it may appear.",
    ),
    _report(
        "border-report-appeal-for-winter-coal",
        "expired",
        "Border Report – Appeal for Winter Coal",
        "2005-11",
        "An appeal that was withdrawn when the winter was over.",
    ),
    _report(
        "border-report-routes",
        "private",
        "Border Report – Routes and Contacts",
        "2006-05",
        "For those only who log in: this one can get somebody arrested.",
    ),
]
