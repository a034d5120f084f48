"""The speech in Seoul."""

from home.demo.manuscript import Manuscript, heading, image, lead, note, paragraph, quote, table

PAGE = Manuscript(
    key="rescue-activities",
    model="archive.ReportPage",
    parent="events",
    title="Refugee Rescue Activities – 2005",
    slug="refugee-rescue-activities-2005",
    fields={
        "kind": "speech",
        "date": "2005-12-08/2005-12-10",
        "period": "2005",
        "subtitle": "Report Submitted by By Kato Hiroshi, Secretary-General, LFNKR",
        "occasion_name": "Second International Conference on North Korean Human Rights",
        "occasion_venue": "Shilla Hotel",
        "occasion_city": "Seoul",
        "occasion_country": "Republic of Korea",
        "occasion_date": "2005-12-08/2005-12-10",
        **lead(
            "conference",
            alt="A speaker at a lectern in front of a full conference hall",
            caption="The Seoul Summit, Promoting Human Rights in North Korea",
            credit="LFNKR",
        ),
    },
    rows={
        "contributors": [
            {
                "name": "Kato Hiroshi",
                "role": "Speaker",
                "affiliation": "Secretary-General, Life Funds for North Korean Refugees",
            },
        ]
    },
    categories=("defectors", "conferences-and-missions"),
    tags=("repatriation", "shelters", "republic-of-korea"),
    places=("seoul", "tokyo"),
    body=[
        paragraph(
            "Ladies and gentlemen, I represent a small organisation. We have an office of "
            "eighteen square metres in Tokyo, some hundred members, and friends whose names I "
            "must not say. I would like to use my minutes to tell you what such an organisation "
            "can do in a year, and what it cannot.",
        ),
        heading("What can be done"),
        paragraph(
            "We keep people fed and hidden, sometimes for a week and sometimes for three years. "
            "We find a doctor who asks nothing. And when there is money and a way is open, we "
            "bring people to an embassy or over a southern border.",
        ),
        table(
            "Rescue activities in 2005",
            ("Quarter", "Sheltered", "Brought to safety", "Arrested"),
            ("January to March", "38", "14", "2"),
            ("April to June", "41", "22", ""),
            ("July to September", "35", "19", "5"),
            ("October to December", "44", "12", ""),
        ),
        heading("What cannot be done", 3),
        paragraph(
            "We cannot make a refugee of someone whom a government insists on calling a migrant. "
            "Several of our co-workers have been in prison for handing out bread. Only states "
            "can end this, by saying aloud that to send a person back into a camp is a breach of "
            "the convention they signed.",
        ),
        quote(
            "A rescue is not finished at the airport. It is finished when somebody can sleep.",
            attribution="A volunteer of the Tokyo office",
            source="Quoted in the speech",
        ),
        image(
            "office",
            alt="A narrow office with shelves of binders and a desk by the window at night",
            caption="The office in Tokyo",
            credit="LFNKR",
        ),
        note(
            "editorial",
            "The doubled “By” in the second headline is that of the first printing.",
        ),
    ],
)
