"""Scenes with people: a hall, a screening, a delegation, and what hung on the wall."""

from random import Random

from PIL import Image, ImageDraw, ImageFont

from . import brush
from .brush import SIZE

WIDTH, HEIGHT = SIZE


def maisai() -> Image.Image:
    """Members of the mission in front of the police building."""
    random = brush.dice(21)
    picture = brush.sky((92, 150, 206), (168, 204, 226), (230, 236, 232))
    brush.ridge(picture, random, base=470, height=150, colour=(112, 146, 140))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 720, WIDTH, HEIGHT), (196, 184, 164))
    draw.rectangle((260, 330, 1340, 740), (236, 228, 208))
    draw.polygon([(210, 340), (800, 210), (1390, 340)], (168, 84, 62))
    draw.rectangle((210, 334, 1390, 362), (140, 66, 50))
    for x in range(330, 1300, 150):
        if not 690 < x < 860:
            draw.rectangle((x, 440, x + 84, 570), (88, 122, 142))
            draw.rectangle((x, 440, x + 84, 570), outline=(250, 246, 236), width=8)
    draw.rectangle((716, 470, 884, 740), (96, 74, 62))
    draw.rectangle((560, 380, 1040, 426), (44, 66, 112))
    for word in range(9):
        draw.line([(590 + word * 48, 403), (622 + word * 48, 403)], (236, 232, 214), 9)
    for x, tall in ((130, 520), (1470, 560)):
        _palm(draw, random, x, tall)
    coats = [(52, 60, 84), (96, 48, 52), (60, 84, 70), (210, 206, 196), (70, 62, 58)]
    picture = brush.shade(picture, [(300, 884), (1300, 884), (1360, 924), (330, 930)], 120, 14)
    for index in range(9):
        x, tall = 360 + index * 110 + random.randint(-8, 8), random.randint(286, 322)
        brush.person(picture, (x, 894 + index % 2 * 14), tall, coats[index % len(coats)])
    return brush.finish(picture, random)


def _palm(draw: ImageDraw.ImageDraw, random: Random, x: float, tall: float) -> None:
    foot = 780
    draw.line([(x, foot), (x + 16, foot - tall)], (112, 92, 70), 22)
    for lean in (-170, -120, -60, 60, 120, 170):
        box = sorted((x + 16, x + 16 + lean))
        drop = random.randint(60, 110)
        draw.arc(
            (box[0], foot - tall - 50, box[1] + 30, foot - tall + drop), 180, 360, (62, 104, 66), 20
        )


def conference() -> Image.Image:
    """A speaker at a lectern before a full hall."""
    random = brush.dice(22)
    picture = brush.sky((38, 34, 54), (82, 62, 76), (124, 92, 86))
    draw = ImageDraw.Draw(picture)
    for x in range(0, WIDTH, 100):
        draw.rectangle((x, 0, x + 50, 560), (92, 40, 50))
    draw.rectangle((330, 110, 1270, 300), (240, 236, 226))
    _centred(draw, "THE SEOUL SUMMIT", 165, 60, (46, 58, 104))
    _centred(draw, "Promoting Human Rights in North Korea", 245, 38, (96, 96, 110))
    draw.rectangle((0, 560, WIDTH, 640), (120, 84, 58))
    brush.person(picture, (800, 600), 260, (26, 26, 36))
    draw.polygon([(720, 440), (880, 440), (862, 600), (738, 600)], (142, 98, 62))
    draw.line([(800, 440), (812, 400)], (40, 40, 46), 6)
    draw.rectangle((0, 636, WIDTH, HEIGHT), (44, 36, 46))
    picture = brush.glow(picture, (800, 400), 380, (170, 140, 100))
    _audience(ImageDraw.Draw(picture), random, 640)
    return brush.finish(picture, random)


def screening() -> Image.Image:
    """An audience before a screen that shows railway tracks."""
    random = brush.dice(23)
    picture = Image.new("RGB", SIZE, (16, 16, 24))
    film = poster_scene().resize((1000, 562))
    picture = brush.glow(picture, (800, 330), 900, (96, 78, 64))
    picture.paste(film, (300, 60))
    ImageDraw.Draw(picture).rectangle((300, 60, 1300, 622), outline=(8, 8, 12), width=10)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 690, WIDTH, HEIGHT), (14, 13, 20))
    brush.person(picture, (1420, 740), 330, (10, 10, 16))
    _audience(draw, random, 690)
    return brush.finish(picture, random)


def _audience(draw: ImageDraw.ImageDraw, random: Random, top: int) -> None:
    """Rows of heads, seen from behind."""
    for row in range(4):
        scale, y = 1 + row * 0.42, top + 40 + row * 84
        tone = 34 - row * 8
        x = random.uniform(-60, 0)
        while x < WIDTH + 60:
            r = 25 * scale * random.uniform(0.88, 1.08)
            draw.ellipse((x - r, y - r * 1.2, x + r, y + r * 1.2), (tone, tone - 2, tone + 6))
            draw.rounded_rectangle(
                (x - r * 2, y + r * 1.1, x + r * 2, y + r * 6),
                r * 0.9,
                (tone - 2, tone - 4, tone + 4),
            )
            x += r * random.uniform(3.9, 4.6)


def poster_scene() -> Image.Image:
    """Railway tracks running towards a rising sun."""
    random = brush.dice(24)
    picture = brush.sky((44, 40, 78), (158, 70, 84), (240, 138, 84), (252, 206, 132))
    picture = brush.glow(picture, (800, 560), 420, (255, 226, 160))
    brush.ridge(picture, random, base=580, height=90, colour=(86, 50, 70))
    draw = ImageDraw.Draw(picture)
    draw.polygon([(0, 590), (WIDTH, 590), (WIDTH, HEIGHT), (0, HEIGHT)], (46, 34, 46))
    for step in range(26):
        near = (step / 25) ** 2.2
        y, half = 590 + 410 * near, 14 + 470 * near
        draw.line([(800 - half, y), (800 + half, y)], (92, 62, 56), max(2, round(3 + 24 * near)))
    for side in (-1, 1):
        draw.polygon(
            [
                (800 + side * 8, 588),
                (800 + side * 10, 588),
                (800 + side * 345, HEIGHT),
                (800 + side * 310, HEIGHT),
            ],
            (236, 190, 150),
        )
    for index in range(7):
        x, near = 1000 + index * 96, index / 7
        draw.line([(x, 600 + 90 * near), (x, 440 - 300 * near)], (38, 28, 42), round(4 + 9 * near))
        draw.line(
            [(x - 26 - 24 * near, 470 - 290 * near), (x + 26 + 24 * near, 470 - 290 * near)],
            (38, 28, 42),
            round(3 + 6 * near),
        )
    return picture


def poster() -> Image.Image:
    """The poster for two evenings."""
    picture = poster_scene()
    draw = ImageDraw.Draw(picture)
    _centred(draw, "SEOUL TRAIN", 190, 170, (255, 240, 214))
    _centred(draw, "a documentary film", 300, 46, (255, 226, 190))
    _centred(draw, "Tokyo, August 1 · Osaka, August 3, 2005", 370, 40, (255, 226, 190))
    return brush.finish(picture, brush.dice(25))


def courtyard() -> Image.Image:
    """Two pairs of children's shoes beside a door."""
    random = brush.dice(26)
    picture = brush.sky((168, 152, 136), (190, 172, 150), (176, 156, 134))
    draw = ImageDraw.Draw(picture)
    for row in range(13):
        for column in range(-1, 14):
            x, y = column * 130 + row % 2 * 65, row * 58
            tone = random.randint(-9, 9)
            draw.rectangle((x, y, x + 126, y + 54), (164 + tone, 110 + tone, 88 + tone))
    draw.rectangle((560, 70, 1000, 780), (70, 92, 98))
    draw.rectangle((560, 70, 1000, 780), outline=(52, 66, 72), width=20)
    for panel in (120, 450):
        draw.rectangle((620, panel, 940, panel + 270), outline=(54, 74, 80), width=8)
    draw.ellipse((926, 420, 956, 450), (200, 176, 110))
    draw.rectangle((500, 770, 1060, 830), (150, 146, 142))
    draw.polygon(
        [
            (0, 745),
            (520, 790),
            (520, 830),
            (1050, 830),
            (1050, 800),
            (1600, 740),
            (1600, 1000),
            (0, 1000),
        ],
        (234, 237, 243),
    )
    for x, colour in (
        (690, (176, 60, 58)),
        (776, (176, 60, 58)),
        (880, (60, 84, 132)),
        (958, (60, 84, 132)),
    ):
        draw.ellipse((x - 4, 792, x + 62, 836), (30, 26, 30))
        draw.rounded_rectangle((x, 782, x + 58, 828), 20, colour)
        draw.ellipse((x + 10, 780, x + 44, 802), (40, 30, 32))
    for step in range(9):
        x, y = 180 + step * 58 + random.randint(-6, 6), 980 - step * 14 + (step % 2) * 22
        draw.ellipse((x, y, x + 34, y + 15), (202, 208, 220))
    return brush.finish(brush.snow(picture, random, 500), random)


def _centred(
    draw: ImageDraw.ImageDraw, words: str, y: float, size: int, colour: brush.Colour
) -> None:
    # The face that comes with Pillow: the demo must look alike on every machine.
    draw.text((WIDTH / 2, y), words, colour, ImageFont.load_default(size), anchor="mm")
