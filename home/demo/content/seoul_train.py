"""The film, its makers and its screenings."""

from home.demo.manuscript import Manuscript, embed, heading, image, lead, note, paragraph, quote

TRAILER = "https://www.youtube.com/watch?v=DEMOarchive"  # not a real video; nothing is fetched

PAGE = Manuscript(
    key="seoul-train",
    model="archive.FilmEventPage",
    parent="events",
    title="Film “Seoul Train” Screened",
    slug="film-seoul-train-screened",
    fields={
        "date": "2005-08-01",
        "subtitle": "Jim Butterworth’s Documentary of Conscience",
        "film_title": "Seoul Train",
        "film_original_title": "Seoul Train",
        "film_year": 2004,
        "film_country": "United States",
        "film_runtime_minutes": 54,
        "film_url": "https://www.example.org/films/seoul-train/",
        **lead(
            "screening",
            alt="The heads of an audience before a screen that shows railway tracks",
            caption="Film maker Jim Butterworth speaks about North Korean refugees",
            credit="LFNKR",
        ),
    },
    rows={
        "directors": [
            {"name": "Jim Butterworth"},
            {"name": "Lisa Sleeth"},
            {"name": "Aaron Lubarsky"},
        ],
        "screenings": [
            {
                "starts_at": "2005-08-01T18:30:00+09:00",
                "time_zone": "Asia/Tokyo",
                "venue": "Members' Office Building of the Diet, conference room 1",
                "city": "Tokyo",
                "country": "Japan",
                "host": "IPCNKR",
                "admission": "By invitation",
            },
            {
                "starts_at": "2005-08-03T19:00:00+09:00",
                "time_zone": "Asia/Tokyo",
                "venue": "Nakanoshima Citizens' Hall",
                "city": "Osaka",
                "country": "Japan",
                "host": "LFNKR Kansai group",
                "admission": "500 yen, students free",
            },
        ],
        "speakers": [
            {"name": "Jim Butterworth", "role": "Director", "affiliation": "Film maker"},
            {"name": "Kato Hiroshi", "role": "Host of the discussion", "affiliation": "LFNKR"},
        ],
        "contributors": [
            {"name": "Mizuno Ayako", "role": "Text", "affiliation": "LFNKR"},
        ],
    },
    categories=("defectors", "films"),
    tags=("seoul-train", "underground-railroad"),
    places=("tokyo", "osaka", "seoul"),
    body=[
        paragraph(
            "On the evening of August 1 the room in the Members' Office Building was too small. "
            "Parliamentarians from a dozen countries, who had met all day, stayed on for an hour "
            "of film without a narrator's comfort: refugees in their hiding places, a family in "
            "front of a consulate gate, and the long way south.",
        ),
        heading("The film"),
        paragraph(
            "<i>Seoul Train</i> follows three groups along what its makers call an underground "
            "railroad. Much of it was shot with small cameras by the helpers themselves. Faces "
            "are shown only where those concerned had reached safety or wished to be seen.",
        ),
        embed(TRAILER, "The trailer, 2 minutes"),
        heading("The discussion", 3),
        paragraph(
            "The director thanked the parliamentarians for their work and answered questions "
            "until the room was closed: how the pictures left the country, what became of the "
            "people in them, and what a spectator can do.",
        ),
        quote(
            "I have seen it four times now, and I still hold my breath at the gate.",
            attribution="A member of the audience",
            source="Osaka, August 3",
        ),
        image(
            "poster",
            alt="Poster: railway tracks running towards a rising sun, titled Seoul Train",
            caption="Our own poster for the two evenings",
        ),
        note(
            "update",
            "Copies with Japanese subtitles can be borrowed from our office.",
            on="2005-09-12",
        ),
    ],
)
