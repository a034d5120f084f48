"""Scenes under the sky."""

from random import Random

from PIL import Image, ImageDraw, ImageFilter

from . import brush
from .brush import SIZE

WIDTH, HEIGHT = SIZE


def yanji() -> Image.Image:
    """A winter street between apartment blocks at dusk."""
    random = brush.dice(1)
    picture = brush.sky((58, 70, 104), (126, 122, 142), (214, 172, 146), (206, 190, 184))
    brush.ridge(picture, random, base=560, height=110, colour=(112, 112, 134))
    draw = ImageDraw.Draw(picture)
    draw.polygon(
        [(0, 1000), (0, 760), (760, 575), (840, 575), (1600, 780), (1600, 1000)], (208, 211, 222)
    )
    draw.polygon([(330, 1000), (775, 575), (825, 575), (1270, 1000)], (186, 190, 204))
    for offset in (-150, -60, 70, 160):  # tyre tracks
        draw.line([(800 + offset / 12, 580), (800 + offset * 2.6, 1000)], (160, 165, 182), 5)
    for depth in range(5, 0, -1):
        _block(draw, random, left=True, depth=depth)
        _block(draw, random, left=False, depth=depth)
    lamps = []
    for x, y, tall in ((620, 690, 190), (470, 800, 290), (985, 690, 190), (1150, 800, 290)):
        draw.line([(x, y), (x, y - tall)], (44, 46, 60), max(3, tall // 45))
        lamps.append((x, y - tall, tall))
    for x, y, tall in (
        (700, 660, 66),
        (745, 640, 52),
        (900, 700, 92),
        (650, 780, 150),
        (1020, 830, 185),
    ):
        brush.person(picture, (x, y), tall, (36, 38, 52))
        bundle = tall * 0.13
        draw.ellipse((x + bundle, y - tall * 0.5, x + 3 * bundle, y - tall * 0.22), (70, 60, 60))
    brush.tree(picture, random, (250, 880), 520, (40, 40, 54))
    brush.tree(picture, random, (1420, 900), 480, (40, 40, 54))
    for x, y, tall in lamps:
        picture = brush.glow(picture, (x, y), tall * 0.7, (255, 200, 120))
    return brush.finish(brush.snow(picture, random, 1100), random)


def _block(draw: ImageDraw.ImageDraw, random: Random, *, left: bool, depth: int) -> None:
    """An apartment block at one side of the street; depth 1 is the nearest."""
    far, near = 800 - 62 * (6 - depth) ** 1.55, 800 - 62 * (7 - depth) ** 1.55
    top, floor = 560 - 92 * (7 - depth), 590 + 38 * (7 - depth)
    grey = 74 + depth * 13
    mirror = (lambda x: x) if left else (lambda x: WIDTH - x)
    draw.polygon(
        [
            (mirror(near), top),
            (mirror(far), top + 62),
            (mirror(far), floor - 34),
            (mirror(near), floor),
        ],
        (grey, grey - 4, grey + 12),
    )
    draw.line([(mirror(near), top), (mirror(far), top + 62)], (226, 230, 240), 7)
    rows, columns = 6, 4
    for row in range(rows):
        for column in range(columns):
            across = (column + 0.3) / columns
            x, wide = near + (far - near) * across, (far - near) / columns * 0.45
            y = top + 62 * across + 40 + (floor - top - 150) * row / rows
            lit = random.random() < 0.3
            colour = (248, 204, 128) if lit else (grey - 26, grey - 24, grey - 8)
            draw.rectangle(
                (
                    *sorted((mirror(x), mirror(x + wide)))[:1],
                    y,
                    max(mirror(x), mirror(x + wide)),
                    y + 34,
                ),
                colour,
            )


def tumen() -> Image.Image:
    """The frozen river with watch posts on the far bank."""
    random = brush.dice(2)
    picture = brush.sky((150, 172, 200), (196, 208, 222), (232, 226, 222), (238, 232, 228))
    brush.ridge(picture, random, base=500, height=210, colour=(158, 170, 192))
    brush.ridge(picture, random, base=545, height=130, colour=(122, 134, 158))
    draw = ImageDraw.Draw(picture)
    draw.polygon([(0, 540), (1600, 520), (1600, 600), (0, 610)], (226, 230, 238))
    for left in range(60, WIDTH, 250):
        _post(draw, left + random.randint(-20, 20), 560 - left // 80)
    draw.polygon([(0, 600), (1600, 588), (1600, 840), (0, 900)], (198, 212, 228))
    for _ in range(46):  # wind-swept ice and cracks
        x, y = random.random() * WIDTH, random.uniform(615, 850)
        long = random.uniform(60, 340) * (y - 560) / 240
        draw.line(
            [(x, y), (x + long, y + random.uniform(-7, 7))], (218, 228, 240), random.randint(2, 7)
        )
    for _ in range(14):
        x, y = random.random() * WIDTH, random.uniform(620, 850)
        points = [
            (x + step * 38, y + random.uniform(-12, 12)) for step in range(random.randint(3, 8))
        ]
        draw.line(points, (150, 170, 196), 2)
    draw.polygon(
        [(0, 880), (500, 868), (1000, 828), (1600, 800), (1600, 1000), (0, 1000)], (240, 242, 247)
    )
    for _ in range(260):  # dry reeds
        x = random.random() * WIDTH
        y = 890 - x / 20 + random.uniform(0, 95)
        draw.line(
            [(x, y), (x + random.uniform(-14, 20), y - random.uniform(26, 80))], (132, 112, 88), 2
        )
    brush.tree(picture, random, (1310, 930), 640, (58, 56, 66))
    return brush.finish(picture, random)


def _post(draw: ImageDraw.ImageDraw, x: float, y: float) -> None:
    """A watch post on four legs."""
    for leg in (-9, 9):
        draw.line([(x + leg, y + 24), (x + leg * 0.7, y - 22)], (74, 78, 92), 3)
    draw.rectangle((x - 13, y - 46, x + 13, y - 20), (86, 88, 102))
    draw.rectangle((x - 8, y - 40, x + 8, y - 30), (40, 42, 54))
    draw.polygon([(x - 18, y - 46), (x, y - 60), (x + 18, y - 46)], (64, 66, 80))


def mekong() -> Image.Image:
    """A narrow boat on a wide river at dusk."""
    random = brush.dice(3)
    picture = brush.sky((66, 58, 104), (178, 98, 112), (248, 168, 96), (255, 214, 140))
    picture = brush.glow(picture, (1060, 520), 330, (255, 220, 150))
    brush.ridge(picture, random, base=560, height=170, colour=(98, 70, 104))
    brush.ridge(picture, random, base=590, height=90, colour=(62, 46, 76))
    water = picture.crop((0, 180, WIDTH, 590)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    water = water.filter(ImageFilter.GaussianBlur(7)).point(lambda value: int(value * 0.82))
    picture.paste(water, (0, 590))
    draw = ImageDraw.Draw(picture)
    for _ in range(420):
        y = random.uniform(600, 998)
        x, long = random.random() * WIDTH, random.uniform(14, 90) * (y - 520) / 300
        tone = random.choice([(250, 190, 130), (70, 48, 78), (120, 78, 100)])
        draw.line([(x, y), (x + long, y)], tone, 2)
    hull = [(520, 790), (600, 812), (960, 818), (1120, 760), (1010, 846), (590, 842)]
    picture = brush.shade(picture, [(560, 846), (1020, 846), (960, 900), (600, 890)], 150, 12)
    draw = ImageDraw.Draw(picture)
    for x in (650, 740, 815, 890):
        draw.rounded_rectangle((x - 19, 742, x + 19, 822), 16, (26, 20, 32))
        draw.ellipse((x - 13, 714, x + 13, 746), (26, 20, 32))
    draw.polygon(hull, (30, 22, 34))
    draw.line([(540, 800), (420, 900)], (30, 22, 34), 6)
    return brush.finish(picture, random)


def bangkok() -> Image.Image:
    """Towers of a large city in evening haze."""
    random = brush.dice(4)
    picture = brush.sky((92, 104, 140), (190, 160, 158), (246, 196, 150), (250, 214, 170))
    draw = ImageDraw.Draw(picture)
    for layer, tone in enumerate(((190, 164, 164), (146, 126, 142), (92, 82, 108), (48, 46, 68))):
        x = -40
        while x < WIDTH:
            wide = random.randint(46, 120) + layer * 12
            top = random.randint(260, 560) + layer * 90
            draw.rectangle((x, top, x + wide, HEIGHT), tone)
            if random.random() < 0.35:
                draw.line([(x + wide / 2, top), (x + wide / 2, top - 60)], tone, 4)
            if layer > 1:
                _windows(draw, random, (x, top, wide), tone)
            x += wide + random.randint(2, 34)
        picture = Image.blend(picture, Image.new("RGB", SIZE, (244, 200, 160)), 0.06)
        draw = ImageDraw.Draw(picture)
    return brush.finish(brush.glow(picture, (330, 430), 240, (255, 226, 170)), random)


def _windows(
    draw: ImageDraw.ImageDraw, random: Random, box: tuple[int, int, int], tone: brush.Colour
) -> None:
    left, top, wide = box
    lit, dark = (250, 208, 140), tuple(max(0, part - 16) for part in tone)
    for y in range(top + 14, HEIGHT, 22):
        for x in range(left + 9, left + wide - 12, 17):
            draw.rectangle((x, y, x + 8, y + 11), lit if random.random() < 0.28 else dark)


def border_road() -> Image.Image:
    """A road that climbs towards forested mountains."""
    random = brush.dice(5)
    picture = brush.sky((120, 160, 192), (186, 206, 214), (232, 230, 214))
    for base, height, colour in (
        (470, 240, (138, 164, 172)),
        (560, 210, (98, 132, 130)),
        (660, 170, (66, 100, 88)),
    ):
        brush.ridge(picture, random, base=base, height=height, colour=colour)
    draw = ImageDraw.Draw(picture)
    draw.polygon([(0, 690), (1600, 660), (1600, 1000), (0, 1000)], (104, 124, 78))
    road = [
        (250, 1000),
        (640, 800),
        (820, 700),
        (770, 640),
        (800, 640),
        (880, 705),
        (980, 810),
        (1130, 1000),
    ]
    draw.polygon(road, (176, 158, 138))
    for step in range(9):
        near = (step / 8) ** 1.6
        y, tall = 665 + 300 * near, 26 + 120 * near
        for x in (775 - 480 * near, 850 + 290 * near):
            draw.line([(x, y), (x, y - tall)], (236, 232, 222), max(2, round(4 + 12 * near)))
            draw.line(
                [(x, y - tall * 0.7), (x, y - tall * 0.5)],
                (176, 58, 48),
                max(2, round(4 + 12 * near)),
            )
    for _ in range(900):
        x, y = random.random() * WIDTH, random.uniform(700, 1000)
        if abs(x - 740) > (y - 640) * 1.4:  # beside the road
            draw.line(
                [(x, y), (x + random.uniform(-6, 6), y - random.uniform(8, 30))], (84, 108, 62), 2
            )
    return brush.finish(picture, random)
