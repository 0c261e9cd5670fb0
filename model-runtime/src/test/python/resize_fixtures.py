"""Writes preprocess/resize.csv, tiling.csv and tiles.csv under src/test/resources: what Pillow and the original make.

Run in src/test with Pillow 12.3 and numpy installed: python python/resize_fixtures.py
The pictures are made by a formula that PatternPicture repeats, so none has to be stored.
"""

import pathlib
import random
import zlib

import numpy as np
from PIL import Image, __version__

SIDE = 448
MEAN = np.array((0.485, 0.456, 0.406), np.float32)
DEVIATION = np.array((0.229, 0.224, 0.225), np.float32)
OUT = pathlib.Path("resources/preprocess")


def mix(value):
    """A 32-bit hash; the multiplications wrap."""
    value = value.astype(np.uint32)
    value = (value ^ (value >> 16)) * np.uint32(0x7FEB352D)
    value = (value ^ (value >> 15)) * np.uint32(0x846CA68B)
    return value ^ (value >> 16)


def picture(kind, seed, width, height):
    y, x, channel = np.ogrid[0:height, 0:width, 0:3]
    if kind == "noise":
        levels = mix((y * width + x) * 3 + channel + seed * 1000003)
    else:  # hard edges: every cell black or white
        levels = (mix((y // 7) * 131 + (x // 5) * 3 + channel + seed) & 1) * 255
    return Image.fromarray(levels.astype(np.uint8), "RGB")


def side(chance):
    return chance.choice([1, 2, 3, chance.randint(4, 60), chance.randint(60, 700), chance.randint(60, 700)])


def resizes(chance):
    for kind, size, to in [
        ("noise", (1920, 1080), (1792, 896)), ("noise", (1920, 1080), (448, 448)), ("edges", (4000, 300), (5376, 448)),
        ("edges", (4000, 3000), (448, 448)), ("noise", (3000, 4000), (28, 28)), ("noise", (16, 16), (448, 448)),
        ("noise", (17, 401), (448, 1344)), ("noise", (448, 900), (448, 448)), ("noise", (900, 448), (448, 448)),
        ("noise", (448, 448), (448, 448)), ("noise", (449, 447), (448, 448)), ("edges", (1, 4000), (28, 28)),
        ("edges", (4000, 1), (28, 56)), ("noise", (1, 1), (28, 28)), ("noise", (97, 61), (1, 1)),
    ]:
        yield kind, size, to
    for _ in range(235):
        yield chance.choice(["noise", "edges"]), (side(chance), side(chance)), (side(chance), side(chance))


def best_grid(width, height, most):
    """find_closest_aspect_ratio of the original, with the candidates of its dynamic_preprocess."""
    ratios = sorted(
        {(i, j) for n in range(1, most + 1) for i in range(1, n + 1) for j in range(1, n + 1) if 1 <= i * j <= most},
        key=lambda grid: grid[0] * grid[1],
    )
    aspect, best, best_difference = width / height, (1, 1), float("inf")
    for i, j in ratios:
        difference = abs(aspect - i / j)
        if difference < best_difference:
            best_difference, best = difference, (i, j)
        elif difference == best_difference and width * height > 0.5 * SIDE * SIDE * i * j:
            best = (i, j)
    return best


def tiling_digest(most, seed):
    """CRC-32 of columns and rows of 4000 sizes, a third of them near small whole aspects, where grids tie."""
    crc = 0
    for i in range(4000):
        words = mix(np.arange(3) + i * 3 + seed * 1000003).tolist()
        width, height = 1 + words[0] % 4000, 1 + words[1] % 4000
        if i % 3 == 0:
            unit = 1 + words[2] % 900
            width, height = unit * (1 + words[0] % 6), unit * (1 + words[1] % 6)
        crc = zlib.crc32(bytes(best_grid(width, height, most)), crc)
    return f"{crc:08x}"


def tiles(image, most):
    columns, rows = best_grid(*image.size, most)
    stretched = image.resize((SIDE * columns, SIDE * rows))
    cut = [
        stretched.crop((x * SIDE, y * SIDE, (x + 1) * SIDE, (y + 1) * SIDE))
        for y in range(rows) for x in range(columns)
    ]
    if len(cut) != 1:
        cut.append(image.resize((SIDE, SIDE)))
    values = [(np.asarray(tile).astype(np.float32) / np.float32(255) - MEAN) / DEVIATION for tile in cut]
    return np.stack(values).transpose(0, 3, 1, 2)


def write(name, head, lines):
    (OUT / name).write_text("\n".join([f"# Pillow {__version__}, numpy {np.__version__}: {head}", *lines]) + "\n")


def main():
    lines = []
    for seed, (kind, size, to) in enumerate(resizes(random.Random(12))):
        resized = picture(kind, seed, *size).resize(to, Image.Resampling.BICUBIC)
        lines.append(f"{kind},{seed},{size[0]}x{size[1]},{to[0]}x{to[1]},{zlib.crc32(resized.tobytes()):08x}")
    write("resize.csv", "kind,seed,size,new size,CRC-32 of the RGB bytes", lines)

    lines = [f"{most},{tiling_digest(most, most)}" for most in (1, 2, 3, 4, 6, 8, 12, 18, 24, 40)]
    write("tiling.csv", "most tiles,CRC-32 of the grids of 4000 sizes", lines)

    lines = []
    for seed, (kind, width, height, most) in enumerate([
        ("noise", 1920, 1080, 12), ("edges", 640, 480, 12), ("noise", 448, 448, 12), ("noise", 30, 1000, 6), ("edges", 800, 800, 1),
    ]):
        values = tiles(picture(kind, seed, width, height), most)
        crc = zlib.crc32(np.ascontiguousarray(values, dtype="<f4").tobytes())
        lines.append(f"{kind},{seed},{width}x{height},{most},{len(values)},{crc:08x}")
    write("tiles.csv", "kind,seed,size,most tiles,tiles,CRC-32 of the float32 values [tiles, 3, 448, 448]", lines)


main()
