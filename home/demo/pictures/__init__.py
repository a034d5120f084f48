"""The pictures of the demo archive, drawn in code: nobody's photographs, and nobody is shown."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image

from . import inside, occasions, outside

# key: (title, default alternative text, scene)
PICTURES: dict[str, tuple[str, str, Callable[[], Image.Image]]] = {
    "yanji": ("Winter street in Yanji", "A snowy street between blocks of flats", outside.yanji),
    "tumen": ("The frozen Tumen River", "A frozen river with watch posts", outside.tumen),
    "mekong": ("Boat on the Mekong", "A narrow boat on a wide river at dusk", outside.mekong),
    "bangkok": ("Bangkok", "Towers of a large city in evening haze", outside.bangkok),
    "border-road": ("Road to the border", "A road towards mountains", outside.border_road),
    "maisai": ("Mission in Mae Sai", "A group before an official building", occasions.maisai),
    "conference": ("Conference in Seoul", "A speaker before a full hall", occasions.conference),
    "screening": ("Film screening", "An audience before a screen", occasions.screening),
    "poster": ("Poster for Seoul Train", "Railway tracks and a rising sun", occasions.poster),
    "courtyard": ("Shoes in a courtyard", "Children's shoes beside a door", occasions.courtyard),
    "shelter": ("Kitchen of a shelter", "A kitchen table under a lamp", inside.shelter),
    "classroom": ("Classroom", "An empty classroom with low desks", inside.classroom),
    "fax": ("The letter goes out", "A typed letter in a fax machine", inside.fax),
    "rice": ("Rice for the shelters", "Sacks of rice beside a scale", inside.rice),
    "office": ("The office in Tokyo", "An office with shelves of binders", inside.office),
}


def jpeg(key: str) -> bytes:
    """A picture as a JPEG file, the same bytes each time."""
    buffer = BytesIO()
    PICTURES[key][2]().save(buffer, "JPEG", quality=84, optimize=True)
    return buffer.getvalue()
