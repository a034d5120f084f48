"""The annual report with its figures, its table and its PDF."""

from home.demo.manuscript import (
    Manuscript,
    amount,
    document,
    figures,
    heading,
    lead,
    note,
    paragraph,
    table,
)

PAGE = Manuscript(
    key="activity-report-2006",
    model="archive.ActivityReportPage",
    parent="activity-reports",
    title="LFNKR Activity Report – FY 2005-2006",
    slug="lfnkr-activity-report-fy-2005-2006",
    fields={
        "date": "2006-09",
        "subtitle": "Annual Report 2006",
        "summary": (
            "Two shelters more, ninety-one people brought to safety, and a price of rice that "
            "tells more than any speech: our work from April 2005 to March 2006."
        ),
        "fiscal_year_label": "FY 2005-2006",
        "fiscal_year_starts_on": "2005-04-01",
        "fiscal_year_ends_on": "2006-03-31",
        "document": "activity-report",
        **lead(
            "rice",
            alt="Sacks of rice stacked beside a scale in a storeroom",
            caption="Rice for the shelters, weighed before the winter",
            credit="LFNKR",
        ),
    },
    rows={
        "figures": [
            amount("Price of rice in Hoeryong", "900–950 won/kg", None, "won/kg", "January 2006"),
            amount("Price of maize in Hoeryong", "about 300 won/kg", 300, "won/kg", ""),
            amount("People brought to a third country", "91", 91, "persons", "34 of them children"),
            amount("Shelters at the end of the year", "9", 9, "shelters", "two more than in 2005"),
            amount("Income", "¥18,420,000", 18420000, "JPY", "donations and membership fees"),
            amount("Expenditure", "¥17,965,300", 17965300, "JPY", ""),
        ],
        "contributors": [
            {"name": "LFNKR Secretariat", "role": "Editor", "affiliation": "LFNKR"},
            {"name": "Ogawa Shinji", "role": "Accounts", "affiliation": "LFNKR"},
        ],
    },
    categories=("defectors", "annual-reports", "food-aid"),
    tags=("food-prices", "shelters", "kot-jebi"),
    places=("tokyo", "yanji", "hoeryong"),
    body=[
        heading("Activity Report – Fiscal Year 2005-2006"),
        paragraph(
            "Our fiscal year runs from April to March. In this one the border was watched more "
            "closely than ever before, and yet more people than in any year before reached us. "
            "Governments have begun to listen: to the abductees' families, to the refugees, and "
            "now and then to us.",
        ),
        heading("Shelters", 3),
        paragraph(
            "We opened two houses and closed none. Each is run by a couple who live in the "
            "neighbourhood and are known there for something else. What our staff hear at the "
            'kitchen table is printed in an <a href="page:interview">interview</a>.',
        ),
        heading("Prices on the other side", 3),
        paragraph(
            "Traders who cross legally bring us the prices of the markets. A worker's monthly "
            "wage buys less than three kilograms of rice."
        ),
        figures(
            "Market of Hoeryong, January 2006",
            amount("Rice", "900–950 won/kg", None, "won/kg", "850 in October"),
            amount("Maize", "about 300 won/kg", 300, "won/kg", ""),
            amount("Monthly wage of a factory worker", "2,500 won", 2500, "won", ""),
        ),
        table(
            "Where the money went, in yen",
            ("Purpose", "FY 2004-2005", "FY 2005-2006", "Remarks"),
            ("Shelters and food", "7,310,000", "8,240,000", ""),
            ("Travel of refugees", "5,020,000", "5,655,300", "ten journeys"),
            ("School fees", "", "1,480,000", "new in this year"),
            ("Office and printing", "2,610,000", "2,590,000", ""),
        ),
        heading("Education fund", 3),
        paragraph(
            "With the donations of three school classes in Saitama we could pay the fees of "
            "twenty-two children whose mothers are in hiding or have been taken away.",
        ),
        document(
            "activity-report",
            "The complete report with the accounts, as it was sent to our members.",
        ),
        note(
            "correction",
            "The first printing gave the number of people brought to a third country as 97. "
            "Six had been counted twice.",
            on="2006-11-02",
        ),
    ],
)
