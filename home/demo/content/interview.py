"""The interview in turns."""

from home.demo.manuscript import (
    Manuscript,
    answer,
    ask,
    dialogue,
    heading,
    lead,
    note,
    paragraph,
    quote,
)

PAGE = Manuscript(
    key="interview",
    model="archive.ReportPage",
    parent="interviews",
    title="Interview with NK Border Shelter Staff Members",
    slug="interview-with-nk-border-shelter-staff-members",
    fields={
        "kind": "interview",
        "date": "2006-02",
        "subtitle": "Human Trafficking and Starvation",
        **lead(
            "shelter",
            alt="A kitchen table with two cups and a lamp, the window covered by a curtain",
            caption="We met at night, with the curtain drawn",
            credit="LFNKR",
        ),
    },
    rows={
        "contributors": [
            {"name": "Nakahara Jun", "role": "Interviewer", "affiliation": "LFNKR"},
            {"name": "Local staffers", "role": "Interviewed", "affiliation": "LFNKR shelters"},
        ]
    },
    categories=("defectors", "human-trafficking"),
    tags=("shelters", "food-prices", "trafficking"),
    places=("yanji",),
    body=[
        paragraph(
            "In February a member of our Tokyo office spent four days in one of the houses that "
            "we keep in secret on the Chinese side. The people who answer here buy the food, "
            "watch the street and sit with the children at night.",
        ),
        note(
            "editorial",
            "“LFNKR” is our visitor from Japan. “Local staffers” are three people who asked to "
            "be printed as one voice.",
        ),
        heading("Food"),
        dialogue(
            ask("LFNKR", "You had eleven guests this winter. In what state do they arrive?"),
            answer(
                "Local staffers",
                "Frozen, first of all. The river is quickest at night, and at night it has "
                "twenty-five degrees below zero.",
                "They eat very little on the first day. We learned to give them rice water and "
                "to wait.",
            ),
            ask("LFNKR", "Is there hunger again, as ten years ago?"),
            answer(
                "Local staffers",
                "Not in the same way. There is rice in the markets, and nobody can pay for it. "
                "In Hoeryong a kilogram is <b>900 to 950 won</b>.",
            ),
            answer(
                "Local staffers",
                "Something else is new: the collective farms were told to hand over more than "
                "they harvested. People say that the soldiers are hungry too.",
            ),
        ),
        heading("Women who are sold"),
        dialogue(
            ask("LFNKR", "How many of the women who come to you had been sold?"),
            answer("Local staffers", "All but one, this winter."),
            ask("LFNKR", "Who sells them?"),
            answer(
                "Local staffers",
                "The man who brings them over the ice. He says that work is waiting in a "
                "restaurant. Behind the first village a car stands with its lights off.",
            ),
            ask("LFNKR", "And the price?"),
            ask("LFNKR", "You need not answer that if it is dangerous for you."),
            answer(
                "Local staffers",
                "Everybody knows it. It depends on her age, and it is less than a cow.",
            ),
        ),
        quote(
            "When she is afraid of the telephone we know that she was not brought by a friend.",
            attribution="One of the local staffers",
        ),
        note(
            "withheld",
            "Two answers about the ways out of the border counties are left out, to protect "
            "those who use them.",
            on="2006-02-20",
        ),
        paragraph(
            "What became of the children of such marriages is told in "
            '<a href="page:abandoned-children">Abandoned Children in China</a>.',
        ),
    ],
)
