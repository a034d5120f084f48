"""The content of the demo archive, one module per document."""

from . import (
    abandoned_children,
    activity_report,
    around,
    border_report,
    fact_finding,
    hidden,
    interview,
    japanese,
    korean,
    open_letter,
    rescue_activities,
    sections,
    seoul_train,
    site,
)

# The eight of "Defectors", newest first.
DEFECTORS = [
    abandoned_children.PAGE,
    fact_finding.PAGE,
    open_letter.PAGE,
    activity_report.PAGE,
    interview.PAGE,
    border_report.PAGE,
    rescue_activities.PAGE,
    seoul_train.PAGE,
]

# Parents come before their children, and a letter before its reply.
PAGES = [
    *site.HOME_PAGES,
    *site.STANDARD_PAGES,
    *sections.PAGES,
    *DEFECTORS,
    *around.PAGES,
    *japanese.PAGES,
    *korean.PAGES,
    *hidden.PAGES,
]
