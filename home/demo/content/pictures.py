"""The pictures of the demo archive:

invented, so that they show nobody; each file is named by its key.
"""

# key: (title, default alternative text)
PICTURES = {
    "yanji": ("Winter street in Yanji", "A snowy street between blocks of flats"),
    "tumen": ("The frozen Tumen River", "A frozen river with watch posts"),
    "mekong": ("Boat on the Mekong", "A narrow boat on a wide river at dusk"),
    "bangkok": ("Bangkok", "Towers of a large city in evening haze"),
    "border-road": ("Road to the border", "A road towards mountains"),
    "maisai": ("Mission in Mae Sai", "A group before an official building"),
    "conference": ("Conference in Seoul", "A speaker before a full hall"),
    "screening": ("Film screening", "An audience before a screen"),
    "poster": ("Poster for Seoul Train", "Railway tracks and a rising sun"),
    "courtyard": ("Shoes in a courtyard", "Children's shoes beside a door"),
    "shelter": ("Kitchen of a shelter", "A kitchen table under a lamp"),
    "classroom": ("Classroom", "An empty classroom with low desks"),
    "fax": ("The letter goes out", "A typed letter in a fax machine"),
    "rice": ("Rice for the shelters", "Sacks of rice beside a scale"),
    "office": ("The office in Tokyo", "An office with shelves of binders"),
}
