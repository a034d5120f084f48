"""The demo archive as a frontend sees it."""

DEFECTORS = """
{ category(slug: "defectors") { name entries(first: 10) { nodes {
  title subtitle summary
  leadImage { alt caption image { rendition(width: 400) { url width height } } }
} } } }
"""
ORDER = [
    "Abandoned Children in China",
    "International Fact-finding Mission to Thailand",
    "Open Letter to Ban Ki-moon",
    "LFNKR Activity Report – FY 2005-2006",
    "Interview with NK Border Shelter Staff Members",
    "Border Report – January 2006",
    "Refugee Rescue Activities – 2005",
    "Film “Seoul Train” Screened",
]
HIDDEN = ("March 2006", "Anniversary Edition", "Winter Coal", "Routes and Contacts")


def test_the_eight_come_in_the_order_of_the_page(demo, graphql):
    answer = graphql(DEFECTORS)
    assert "errors" not in answer
    entries = answer["data"]["category"]["entries"]["nodes"]
    assert [entry["title"] for entry in entries] == ORDER
    assert all(entry["summary"] for entry in entries)
    assert all(entry["leadImage"]["image"]["rendition"]["width"] == 400 for entry in entries)


def test_what_is_hidden_is_in_no_list(demo, graphql):
    answer = graphql("{ entries(first: 100) { totalCount nodes { title } } }")
    assert "errors" not in answer
    titles = [entry["title"] for entry in answer["data"]["entries"]["nodes"]]
    assert not [title for title in titles if any(word in title for word in HIDDEN)]


def test_an_old_address_leads_to_the_report(demo, graphql):
    answer = graphql(
        '{ route(path: "/reports/border0601.htm") { status target {'
        " ... on Redirect { location permanent } } } }"
    )
    assert "errors" not in answer
    route = answer["data"]["route"]
    assert route["status"] == 301
    assert route["target"]["location"].endswith("/border-report-january-2006/")


def test_the_site_has_its_menus_and_front_page(demo, graphql):
    answer = graphql(
        '{ site { organisation home { featured { title } } menu(handle: "main") '
        "{ items { label url children { label } } } } }"
    )
    assert "errors" not in answer
    site = answer["data"]["site"]
    assert site["organisation"] == "Life Funds for North Korean Refugees"
    assert [entry["title"] for entry in site["home"]["featured"]][1] == "Open Letter to Ban Ki-moon"
    assert [item["label"] for item in site["menu"]["items"]][:2] == ["Home", "Archive"]
