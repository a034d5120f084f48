"""The article on children whom nobody registers."""

from home.demo.manuscript import (
    Manuscript,
    amount,
    figures,
    heading,
    image,
    lead,
    paragraph,
    quote,
    related,
)

PAGE = Manuscript(
    key="abandoned-children",
    model="archive.ReportPage",
    parent="articles",
    title="Abandoned Children in China",
    slug="abandoned-children-in-china",
    fields={
        "kind": "article",
        "date": "2007-06",
        "subtitle": ("Many Problems Confront Children of North Korean Mothers and Chinese Fathers"),
        "content_warning": "Tells of children who were beaten and left behind.",
        "summary": (
            "Born in China to mothers who may be sent back any day, thousands of children have "
            "no papers, no school place and often no parent. What our shelters see of them, and "
            "what would help."
        ),
        **lead(
            "courtyard",
            alt="Two pairs of children's shoes beside a closed door in a snowy courtyard",
            caption="A courtyard in Yanbian. No child is shown in our pictures.",
            credit="LFNKR",
        ),
    },
    rows={
        "contributors": [
            {"name": "Mizuno Ayako", "role": "Text", "affiliation": "LFNKR education programme"},
            {"name": "LFNKR local staff", "role": "Research", "affiliation": ""},
        ]
    },
    categories=("defectors", "shelters-and-schooling"),
    tags=("kot-jebi", "north-korean-mothers", "education"),
    places=("yanji", "tumen-river"),
    body=[
        paragraph(
            "When a woman from North Korea is arrested in China, the police ask for her name, "
            "her village and the way she came. They seldom ask whether she has a child. Ten "
            "years after the first large wave of refugees crossed the Tumen, a generation born "
            "on the Chinese side has reached school age, and on paper it does not exist.",
            "This article gathers what our local staff have learned from families in four "
            "counties. It continues the observations in our "
            '<a href="page:border-report">border report of January 2006</a>.',
        ),
        heading("Children without a register"),
        paragraph(
            "A Chinese child is entered in the household register of its parents. A father who "
            "wants to register a son has to say who the mother is, and with that he reports "
            "her. Some pay a neighbour to be the mother on paper. Most wait, and the child goes "
            "without vaccination, without a school place and without the right to board a train.",
        ),
        heading("Three ways to lose a mother", 3),
        paragraph(
            "<ol><li><b>Arrest.</b> The mother is taken in a raid and returned across the "
            "bridge; she cannot write and seldom comes back.</li>"
            "<li><b>Flight.</b> She leaves for the south, because a child in arms makes the "
            "road through Laos or Mongolia impossible.</li>"
            "<li><b>Sale.</b> She was sold into the house and is sold on, or escapes from "
            "it.</li></ol>",
        ),
        heading("And the fathers?", 4),
        paragraph(
            "Many are poor farmers or day labourers; some are disabled or much older than their "
            "wives. A number do all they can. Others hand the child to a grandmother and look "
            "for work in Shenyang or Qingdao. In the street such a child is called "
            "<i>kot-jebi</i>, “flowering swallow”, the same name that is given to the homeless "
            "children on the North Korean side."
        ),
        image(
            "classroom",
            alt="An empty classroom with six low desks, a stove and drawings pinned to the wall",
            caption="The room where the youngest are taught to read in two languages",
            credit="LFNKR",
        ),
        quote(
            "She asks every evening whether the bus from the south has come. There is no bus "
            "from the south.",
            attribution="Grandmother of a girl aged six",
            source="Conversation with a member of our staff, May 2007",
        ),
        figures(
            "What we counted in four counties, spring 2007",
            amount("Children met", "212", 212, "children", "aged one to twelve"),
            amount("Of these, on no household register", "about 160", 160, "children"),
            amount("Living with neither parent", "61", 61, "children"),
            amount("In school under a borrowed name", "a few", None, "children"),
        ),
        heading("What would help"),
        paragraph(
            "Chinese law already gives every child born to a citizen a nationality. It would be "
            "enough to let a father register his child without a question about the mother. "
            "Until then our foster families need school fees, winter coal, and visitors who do "
            "not draw attention.",
        ),
        related("Read on", "border-report", "interview", "kot-jebi-fund"),
    ],
)
