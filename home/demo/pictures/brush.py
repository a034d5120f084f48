"""What all scenes are drawn with: skies, ridges, lights, figures, and the last touch."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import cos, radians, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = (1600, 1000)
Colour = tuple[int, int, int]
Point = tuple[float, float]


def dice(seed: int) -> Random:
    """The same throws each time, so that a scene looks alike on every machine."""
    return Random(seed)  # noqa: S311 -- scatters snowflakes, keeps no secret


def sky(*stops: Colour, size: tuple[int, int] = SIZE) -> Image.Image:
    """A vertical gradient through `stops`, from the top down."""
    column = Image.new("RGB", (1, len(stops)))
    column.putdata(stops)
    # A taller column first, so that the outer stops are not cut off by the resampling.
    return column.resize((1, 64), Image.Resampling.BICUBIC).resize(size, Image.Resampling.BICUBIC)


def ridge(
    picture: Image.Image, random: Random, *, base: float, height: float, colour: Colour
) -> None:
    """A line of hills, filled down to the lower edge."""
    width, bottom = picture.size
    line = _fractal(random, steps=7)
    points = [
        (width * index / (len(line) - 1), base - height * value) for index, value in enumerate(line)
    ]
    ImageDraw.Draw(picture).polygon([(0, bottom), *points, (width, bottom)], fill=colour)


def _fractal(random: Random, steps: int) -> list[float]:
    """Midpoint displacement: 2**steps + 1 heights around one half."""
    line, spread = [0.4 + 0.3 * random.random(), 0.4 + 0.3 * random.random()], 0.5
    for _ in range(steps):
        between = [(a + b) / 2 + spread * (random.random() - 0.5) for a, b in pairwise(line)]
        line = [value for pair in zip(line, between, strict=False) for value in pair] + [line[-1]]
        spread *= 0.55
    return line


def glow(picture: Image.Image, centre: Point, radius: float, colour: Colour) -> Image.Image:
    """Light added around a point."""
    light = Image.new("RGB", picture.size)
    x, y = centre
    core = radius * 0.35
    ImageDraw.Draw(light).ellipse((x - core, y - core, x + core, y + core), fill=colour)
    return ImageChops.screen(picture, light.filter(ImageFilter.GaussianBlur(radius / 3)))


def shade(
    picture: Image.Image, outline: Sequence[Point], strength: int, blur: float
) -> Image.Image:
    """A soft shadow over an outline."""
    mask = Image.new("L", picture.size)
    ImageDraw.Draw(mask).polygon(list(outline), fill=strength)
    dark = Image.new("RGB", picture.size, (12, 14, 24))
    return Image.composite(dark, picture, mask.filter(ImageFilter.GaussianBlur(blur)))


def person(picture: Image.Image, foot: Point, height: float, colour: Colour) -> None:
    """A standing figure in a coat, without a face."""
    draw = ImageDraw.Draw(picture)
    x, y = foot
    head, shoulder, hem = height * 0.085, height * 0.14, height * 0.17
    draw.ellipse((x - head, y - height, x + head, y - height + 2.2 * head), fill=colour)
    draw.rounded_rectangle(
        (x - shoulder, y - height * 0.82, x + shoulder, y - height * 0.45),
        radius=shoulder * 0.7,
        fill=colour,
    )
    draw.polygon(
        [
            (x - shoulder, y - height * 0.6),
            (x + shoulder, y - height * 0.6),
            (x + hem, y - height * 0.24),
            (x - hem, y - height * 0.24),
        ],
        fill=colour,
    )
    for side in (-0.45, 0.45):
        leg = x + side * shoulder
        draw.rectangle(
            (leg - shoulder * 0.32, y - height * 0.26, leg + shoulder * 0.32, y), fill=colour
        )


def tree(picture: Image.Image, random: Random, foot: Point, height: float, colour: Colour) -> None:
    """A bare tree."""
    _branch(ImageDraw.Draw(picture), random, foot, height * 0.32, -90, height * 0.03, colour)


def _branch(
    draw: ImageDraw.ImageDraw,
    random: Random,
    start: Point,
    length: float,
    angle: float,
    thickness: float,
    colour: Colour,
) -> None:
    if length < 6:
        return
    x, y = start
    end = (x + length * cos(radians(angle)), y + length * sin(radians(angle)))
    draw.line([start, end], fill=colour, width=max(1, round(thickness)))
    for spread in (-24, 3, 26):
        _branch(
            draw,
            random,
            end,
            length * random.uniform(0.62, 0.78),
            angle + spread * random.uniform(0.6, 1.3),
            thickness * 0.62,
            colour,
        )


def snow(picture: Image.Image, random: Random, flakes: int) -> Image.Image:
    """Falling snow, nearer flakes larger and softer."""
    layer = Image.new("L", picture.size)
    draw = ImageDraw.Draw(layer)
    for _ in range(flakes):
        x, y, r = (
            random.random() * picture.width,
            random.random() * picture.height,
            random.uniform(0.8, 3),
        )
        draw.ellipse((x - r, y - r, x + r, y + r), fill=random.randint(90, 220))
    soft = layer.filter(ImageFilter.GaussianBlur(0.9))
    return Image.composite(Image.new("RGB", picture.size, (245, 247, 252)), picture, soft)


def finish(picture: Image.Image, random: Random, grain: float = 0.3) -> Image.Image:
    """Grain and darker corners, as of an old photograph."""
    width, height = picture.size
    noise = Image.frombytes("L", (width // 2, height // 2), random.randbytes(width * height // 4))
    noise = noise.resize(picture.size).filter(ImageFilter.GaussianBlur(0.7)).convert("RGB")
    grained = Image.blend(picture, ImageChops.soft_light(picture, noise), grain)
    corners = ImageChops.invert(Image.radial_gradient("L")).resize(picture.size)
    mask = corners.point(lambda value: min(255, 120 + value))
    return Image.composite(grained, grained.point(lambda value: int(value * 0.72)), mask)
