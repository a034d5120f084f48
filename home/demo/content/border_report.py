"""The report from the frozen river."""

from home.demo.manuscript import (
    Manuscript,
    amount,
    figures,
    heading,
    image,
    lead,
    note,
    paragraph,
    quote,
    related,
)

PAGE = Manuscript(
    key="border-report",
    model="archive.ReportPage",
    parent="border-reports",
    title="Border Report – January 2006",
    slug="border-report-january-2006",
    fields={
        "kind": "border_report",
        "date": "2006-01",
        "period": "2006-01-11/2006-01-18",
        "subtitle": "Women Sold, Babies often Abandoned",
        "source_url": "https://www.example.org/reports/border0601.htm",
        **lead(
            "yanji",
            alt="A snowy street between apartment blocks, people with bundles walking under lamps",
            caption="Winter street in Yanji, China",
            credit="LFNKR",
        ),
    },
    rows={
        "contributors": [
            {"name": "LFNKR staff member", "role": "Report", "affiliation": "LFNKR, Tokyo"},
        ]
    },
    categories=("defectors", "human-trafficking"),
    tags=("yanbian", "tumen-river", "kot-jebi", "trafficking"),
    places=("yanji", "tumen-river", "namyang"),
    body=[
        paragraph(
            "The ice on the Tumen carries a lorry in January. From the embankment on the Chinese "
            "side I could count the windows of Namyang, and nearly all of them were dark. Along "
            "the other bank stands one watch post after another, each in sight of the next; two "
            "winters ago there were half as many.",
        ),
        image(
            "tumen",
            alt="A frozen river between snowy banks with small watch posts on the far side",
            caption="The Tumen River, seen from the Chinese side",
            credit="LFNKR",
        ),
        heading("Women"),
        paragraph(
            "In three villages I spoke with seven women. Five had been sold, two of them twice. "
            "The buyers are farmers for whom no Chinese wife can be found; the sellers are often "
            "from the same home town as the woman. A neighbour who reports her is paid a reward, "
            "and the fine for whoever hides her is a year's income.",
        ),
        quote(
            "I was told I would wash dishes. I have not seen a restaurant yet.",
            attribution="Woman, 24, from North Hamgyong",
            source="Conversation near Yanji, January 2006",
        ),
        heading("Babies", 3),
        paragraph(
            "When a mother is caught, her baby stays with whoever is in the house. The midwife "
            "of one township told me about four infants left at her door since autumn. Older "
            "children join the <i>kot-jebi</i> at the market, where the stoves are warm.",
        ),
        note(
            "withheld",
            "Names of villages and the route of this journey are left out, to protect the "
            "people who spoke with us.",
            on="2006-01-31",
        ),
        figures(
            "Rewards and fines that people named",
            amount("Reward for reporting a refugee", "1,000–2,000 yuan", None, "yuan"),
            amount("Fine for hiding one", "up to 10,000 yuan", 10000, "yuan"),
        ),
        heading("Afterwards", 3),
        paragraph(
            'Our shelter staff speak of the same winter in <a href="page:interview">an '
            "interview</a> of February.",
        ),
        related("From the same border", "interview", "abandoned-children"),
    ],
)
