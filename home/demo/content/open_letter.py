"""The letter to the next Secretary-General."""

from home.demo.manuscript import Manuscript, heading, lead, note, paragraph, person, related

RECIPIENT = person(
    "His Excellency Ban Ki-moon",
    "United Nations Secretary General-Designate and Minister of Foreign Affairs and Trade",
    "Permanent Mission of the Republic of Korea to the United Nations",
    "Republic of Korea",
    address="c/o The Permanent Mission of the Republic of Korea to the United Nations\n"
    "335 East 45th Street\n"
    "New York, New York 10017",
)

PAGE = Manuscript(
    key="open-letter",
    model="archive.LetterPage",
    parent="letters",
    title="Open Letter to Ban Ki-moon",
    slug="open-letter-to-ban-ki-moon",
    fields={
        "date": "2006-10-19",
        "subtitle": "Faxed to ROK Permanent Mission at United Nations",
        "transmission": "Faxed to the ROK Permanent Mission at the United Nations",
        "salutation": "Dear Foreign Minister Ban:",
        "closing": "Respectfully yours,",
        "source_url": "https://www.example.org/letters/ban.htm",
        **lead(
            "fax",
            alt="A typed letter in the tray of a fax machine under a desk lamp",
            caption="The letter went out by fax on the evening of October 19",
            credit="LFNKR",
        ),
    },
    rows={
        "recipients": [RECIPIENT],
        "signatories": [
            person(
                "Kato Hiroshi", "Secretary-General", "Life Funds for North Korean Refugees", "Japan"
            ),
            person(
                "Margaret Ellison", "Chair", "Lakeshore Committee for Refugees", "United States"
            ),
            person("Rev. Seo Myung-jin", "Director", "Southern Road Mission", "Republic of Korea"),
            person(
                "Prof. Hélène Marchand",
                "Professor of International Law",
                "Rhône Institute for Human Rights",
                "France",
            ),
        ],
        "contributors": [
            {"name": "Nakahara Jun", "role": "Drafting", "affiliation": "LFNKR"},
        ],
    },
    categories=("defectors", "letters-and-petitions"),
    tags=("united-nations", "republic-of-korea", "repatriation"),
    places=("new-york", "seoul", "tokyo"),
    body=[
        paragraph(
            "Allow us first to congratulate you. In a few weeks you will speak for an "
            "organisation that was founded so that no government could do as it pleases with "
            "the people under its rule. We write on behalf of people who have had no one to "
            "speak for them.",
            "For nine years our members have sheltered men, women and children who fled from "
            "North Korea. What they tell us agrees in every detail that can be checked: prison "
            "camps for whole families, hunger as a means of rule, and punishment for those whom "
            "China sends back.",
        ),
        heading("Three requests"),
        paragraph(
            "<ol><li>Please make the return of refugees from China to North Korea a subject of "
            "your first conversations in Beijing.</li>"
            "<li>Please ask that the High Commissioner for Refugees be let into the border "
            "counties, as the agreement of 1995 provides.</li>"
            "<li>Please receive, in your first year, a delegation of those who survived the "
            "camps.</li></ol>",
        ),
        paragraph(
            "You know the peninsula as no Secretary-General before you could. Silence from "
            "another office would be explained by distance. From yours it would be heard as "
            "consent.",
        ),
        note(
            "update",
            "Mr. Ban took office as Secretary-General on January 1, 2007.",
            on="2007-01-09",
        ),
        note(
            "editorial",
            "The wording of the address is that of the fax. We print offices and organisations "
            "of the signatories as they were on the day of signing.",
        ),
        related("Replies and background", "students-reply", "fact-finding-mission"),
    ],
)
