"""Scenes under a roof."""

from random import Random

from PIL import Image, ImageDraw

from . import brush
from .brush import SIZE, Colour, Point

WIDTH, HEIGHT = SIZE


def _room(wall: Colour, floor: Colour, edge: int = 680) -> Image.Image:
    picture = brush.sky(_darker(wall, 0.72), _darker(wall, 0.95), wall)
    ground = brush.sky(_darker(floor, 0.8), floor, size=(WIDTH, HEIGHT - edge))
    picture.paste(ground, (0, edge))
    return picture


def _darker(colour: Colour, factor: float) -> Colour:
    red, green, blue = colour
    return int(red * factor), int(green * factor), int(blue * factor)


def shelter() -> Image.Image:
    """A kitchen table at night, the curtain drawn."""
    random = brush.dice(11)
    picture = _room((120, 98, 78), (82, 62, 50))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((560, 130, 1060, 520), (34, 36, 52))
    for fold in range(20):
        x, tone = 540 + fold * 27, 92 + 26 * (fold % 2) + random.randint(-6, 6)
        draw.rounded_rectangle((x, 110, x + 27, 548), 10, (tone + 46, tone - 18, tone - 40))
    draw.line([(500, 110), (1120, 110)], (60, 46, 40), 12)
    draw.rectangle((120, 300, 330, 690), (58, 52, 50))
    draw.rectangle((150, 340, 300, 420), (190, 92, 40))
    draw.line([(225, 300), (225, 0)], (52, 48, 48), 44)
    picture = brush.shade(picture, [(320, 800), (1330, 800), (1480, 1000), (180, 1000)], 150, 30)
    draw = ImageDraw.Draw(picture)
    draw.polygon([(360, 720), (1260, 720), (1420, 830), (210, 830)], (138, 96, 62))
    draw.polygon([(210, 830), (1420, 830), (1420, 862), (210, 862)], (96, 64, 42))
    for x in (270, 1330):
        draw.rectangle((x, 862, x + 36, 1000), (84, 56, 38))
    for x in (600, 1010):
        draw.rounded_rectangle((x, 724, x + 74, 796), 14, (214, 208, 194))
        draw.ellipse((x, 714, x + 74, 738), (120, 92, 60))
    draw.rectangle((806, 690, 826, 770), (70, 62, 56))
    draw.ellipse((770, 756, 862, 784), (70, 62, 56))
    draw.polygon([(770, 690), (862, 690), (840, 610), (792, 610)], (255, 226, 160))
    picture = brush.glow(picture, (816, 680), 520, (255, 190, 110))
    return brush.finish(brush.glow(picture, (225, 380), 190, (220, 90, 30)), random)


def classroom() -> Image.Image:
    """An empty classroom with low desks, a stove and drawings."""
    random = brush.dice(12)
    picture = _room((208, 200, 178), (158, 128, 96), edge=640)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((90, 150, 640, 440), (60, 86, 74))
    draw.rectangle((90, 150, 640, 440), outline=(122, 88, 56), width=14)
    for row, words in enumerate((6, 5, 7)):
        for word in range(words):
            x, y = 140 + word * 66, 210 + row * 70
            draw.line([(x, y), (x + 20, y - 16), (x + 40, y + 10)], (214, 222, 214), 4)
    for index in range(6):
        _drawing(draw, random, (780 + index % 3 * 195, 150 + index // 3 * 190))
    draw.rectangle((1400, 360, 1540, 660), (60, 58, 60))
    draw.line([(1470, 360), (1470, 0)], (66, 64, 66), 40)
    draw.rectangle((1425, 420, 1515, 490), (206, 104, 48))
    for row, scale in ((0, 0.75), (1, 1.0)):
        for column in range(3):
            x, y = 270 + column * 400 - row * 90, 640 + row * 150
            wide, deep = 280 * scale, 66 * scale
            picture = brush.shade(
                picture,
                [(x, y + 90), (x + wide, y + 90), (x + wide, y + 130), (x, y + 130)],
                90,
                14,
            )
            draw = ImageDraw.Draw(picture)
            draw.polygon(
                [(x + 30, y), (x + wide - 30, y), (x + wide, y + deep), (x, y + deep)],
                (186, 136, 84),
            )
            for leg in (x + 8, x + wide - 22):
                draw.rectangle((leg, y + deep, leg + 14, y + deep + 62), (128, 92, 58))
            draw.polygon(
                [(x + 90, y + 14), (x + 160, y + 12), (x + 168, y + 46), (x + 84, y + 48)],
                (240, 238, 226),
            )
    picture = brush.glow(picture, (760, 60), 420, (120, 116, 90))
    return brush.finish(picture, random)


def _drawing(draw: ImageDraw.ImageDraw, random: Random, corner: Point) -> None:
    """A child's drawing on a sheet of paper: a sun, a house, a hill."""
    x, y = corner
    draw.rectangle((x, y, x + 150, y + 120), (246, 244, 234))
    hue = random.choice([(214, 84, 70), (70, 116, 186), (232, 162, 60), (92, 152, 92)])
    draw.ellipse((x + 100, y + 14, x + 132, y + 46), (242, 186, 62))
    draw.polygon([(x + 26, y + 66), (x + 56, y + 34), (x + 86, y + 66)], hue)
    draw.rectangle((x + 34, y + 66, x + 78, y + 100), outline=hue, width=5)
    draw.arc((x + 4, y + 96, x + 146, y + 150), 200, 340, (92, 152, 92), 6)
    draw.ellipse((x + 70, y - 6, x + 82, y + 6), (176, 50, 46))


def fax() -> Image.Image:
    """A typed letter in the tray of a fax machine."""
    random = brush.dice(13)
    picture = _room((54, 62, 78), (92, 68, 52), edge=560)
    picture = brush.shade(picture, [(330, 800), (1330, 800), (1400, 960), (260, 960)], 170, 26)
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((330, 480, 1270, 860), 36, (204, 200, 190))
    draw.polygon([(330, 600), (1270, 600), (1270, 850), (330, 850)], (186, 182, 172))
    draw.rounded_rectangle((470, 560, 1130, 590), 10, (60, 58, 58))
    draw.polygon([(520, 574), (1080, 574), (1050, 110), (550, 110)], (248, 246, 238))
    for line in range(16):
        y = 150 + line * 25
        inset = 720 if line == 0 else 600
        end = inset + (random.randint(300, 390) if line > 4 else 170)
        if line not in (4, 6, 14):
            draw.line([(inset, y), (end, y)], (96, 98, 110), 6)
    for row in range(4):
        for column in range(3):
            x, y = 1040 + column * 66, 640 + row * 46
            draw.rounded_rectangle((x, y, x + 46, y + 28), 7, (238, 236, 228))
    draw.rounded_rectangle((400, 650, 720, 712), 8, (88, 110, 92))
    draw.rounded_rectangle((390, 752, 760, 826), 30, (120, 118, 112))
    draw.ellipse((960, 680, 984, 704), (80, 190, 90))
    return brush.finish(brush.glow(picture, (800, 90), 640, (210, 170, 110)), random)


def rice() -> Image.Image:
    """Sacks of rice beside a scale in a storeroom."""
    random = brush.dice(14)
    picture = _room((140, 132, 116), (116, 98, 78))
    for row, count in ((0, 5), (1, 4), (2, 3)):
        for column in range(count):
            x, y = 90 + column * 205 + row * 100, 690 - row * 150
            picture = brush.shade(
                picture,
                [(x, y + 140), (x + 220, y + 140), (x + 230, y + 176), (x, y + 176)],
                130,
                14,
            )
            draw = ImageDraw.Draw(picture)
            tone = random.randint(-10, 10)
            draw.rounded_rectangle(
                (x, y, x + 204, y + 160), 48, (206 + tone, 188 + tone, 148 + tone)
            )
            draw.arc(
                (x + 12, y + 8, x + 192, y + 152), 200, 340, (172 + tone, 150 + tone, 110 + tone), 5
            )
            draw.rectangle((x + 70, y + 62, x + 134, y + 104), (152, 62, 52))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((1210, 800, 1500, 850), (72, 74, 80))
    draw.rectangle((1340, 420, 1372, 800), (84, 86, 92))
    draw.ellipse((1256, 290, 1456, 490), (232, 230, 220), (70, 72, 78), 12)
    draw.line([(1356, 390), (1410, 330)], (170, 52, 44), 7)
    return brush.finish(brush.glow(picture, (520, 120), 560, (130, 110, 70)), random)


def office() -> Image.Image:
    """A narrow office with shelves of binders at night."""
    random = brush.dice(15)
    picture = _room((92, 94, 100), (78, 66, 58), edge=760)
    draw = ImageDraw.Draw(picture)
    for shelf in range(4):
        y = 110 + shelf * 160
        x = 60
        while x < 680:
            wide, tall = random.randint(26, 52), random.randint(104, 136)
            hue = random.choice(
                [(62, 84, 118), (128, 56, 52), (66, 96, 76), (188, 172, 130), (70, 70, 78)]
            )
            draw.rectangle((x, y + 136 - tall, x + wide - 3, y + 136), hue)
            draw.rectangle((x + 6, y + 60, x + wide - 9, y + 96), (226, 222, 208))
            x += wide
        draw.rectangle((40, y + 136, 720, y + 150), (116, 88, 62))
    draw.rectangle((860, 120, 1500, 540), (22, 28, 50))
    for _ in range(150):
        x, y = random.randint(870, 1485), random.randint(300, 530)
        draw.rectangle(
            (x, y, x + 6, y + 8), random.choice([(250, 214, 140), (150, 180, 230), (240, 150, 110)])
        )
    draw.rectangle((860, 120, 1500, 540), outline=(150, 150, 150), width=12)
    draw.line([(1180, 120), (1180, 540)], (150, 150, 150), 10)
    draw.polygon([(820, 700), (1560, 700), (1600, 780), (760, 780)], (150, 112, 76))
    draw.rectangle((760, 780, 1600, 820), (112, 82, 56))
    for x in (960, 1020, 1300):
        draw.polygon([(x, 714), (x + 130, 710), (x + 150, 762), (x - 6, 768)], (240, 238, 228))
    draw.line([(1420, 740), (1400, 600), (1310, 570)], (52, 54, 60), 10)
    draw.polygon([(1330, 560), (1290, 540), (1230, 610), (1330, 630)], (70, 110, 90))
    return brush.finish(brush.glow(picture, (1270, 650), 420, (255, 206, 130)), random)
