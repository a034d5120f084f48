"""The mission to Thailand."""

from home.demo.manuscript import (
    Manuscript,
    amount,
    figures,
    gallery,
    heading,
    lead,
    note,
    paragraph,
    photograph,
    table,
)

CAPTION = (
    "Memorial shot together with Maisai Immigration vice director and members of Fact Finding "
    "Mission in front of Maisai Immigration Police Building."
)

PAGE = Manuscript(
    key="fact-finding-mission",
    model="archive.ReportPage",
    parent="missions",
    title="International Fact-finding Mission to Thailand",
    slug="international-fact-finding-mission-to-thailand",
    fields={
        "kind": "fact_finding",
        "date": "2007-02-25/2007-03-01",
        "period": "2007-02-25/2007-03-01",
        **lead(
            "maisai",
            alt="Nine people in a row in front of a low official building with palms",
            caption=CAPTION,
            credit="Members of the mission",
        ),
    },
    rows={
        "contributors": [
            {"name": "Kato Hiroshi", "role": "Head of the mission", "affiliation": "LFNKR"},
            {"name": "Nakahara Jun", "role": "Interpreter", "affiliation": "LFNKR"},
            {
                "name": "Siriporn Chaidee",
                "role": "Legal adviser",
                "affiliation": "Northern Lawyers for Migrants",
            },
        ]
    },
    categories=("defectors", "conferences-and-missions"),
    tags=("thailand", "unhcr", "repatriation"),
    places=("bangkok", "mae-sai"),
    body=[
        paragraph(
            "For five days at the end of February a delegation of seven organisations travelled "
            "from Bangkok to the northern border. We wanted to see for ourselves where North "
            "Koreans arrive, where they are held, and how long it takes until a third country "
            "receives them.",
        ),
        heading("Where we went"),
        table(
            "Programme of the mission",
            ("Date", "Place", "Whom we met"),
            ("25 February", "Bangkok", "Regional office of UNHCR"),
            ("26 February", "Bangkok", "Human rights lawyers; two families from Hamgyong"),
            ("27 February", "Mae Sai", "Immigration police"),
            ("28 February", "Mae Sai", ""),
            ("1 March", "Bangkok", "Activists who assist arrivals"),
        ),
        note(
            "withheld",
            "The meeting of 28 February is left blank at the request of those who came to it.",
        ),
        heading("On the Mekong", 3),
        paragraph(
            "Most people cross the river by night in a narrow boat. They report to the nearest "
            "police post because an arrest is the first paper they receive: a fine, a transfer, "
            "and a place on the list in the capital.",
            "The immigration police in Mae Sai told us that they send nobody back over the "
            "river, and that they have beds for forty. On the day of our visit they held more "
            "than that.",
        ),
        gallery(
            photograph(
                "mekong",
                alt="A narrow boat on a wide river at dusk, hills behind",
                caption="The Mekong above Chiang Saen at dusk",
                credit="LFNKR",
            ),
            photograph(
                "bangkok",
                alt="Towers of a large city in evening haze",
                caption="Bangkok, where the waiting begins",
                credit="LFNKR",
            ),
            photograph(
                "border-road",
                alt="A road with posts climbing towards forested mountains",
                caption="The road north to Mae Sai",
                credit="LFNKR",
            ),
        ),
        figures(
            "What the authorities and our partners told us",
            amount("Beds in the Mae Sai detention room", "40", 40, "beds"),
            amount("Persons held on 27 February", "52", 52, "persons"),
            amount("Wait in Bangkok", "three to six months", None, "", "until departure"),
        ),
        heading("What we ask for"),
        paragraph(
            "<ul><li>that Thailand go on letting UNHCR see every new arrival;</li>"
            "<li>that families not be separated while they wait;</li>"
            "<li>that receiving countries add staff in Bangkok, so that nobody waits half a "
            "year in a crowded room.</li></ul>",
        ),
    ],
)
