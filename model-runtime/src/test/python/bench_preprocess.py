"""Times Pillow and numpy at what `framewise bench preprocess` times: file bytes to tiles as floats.

Called by it with the file, the number of rounds and the most tiles; prints the best of the rounds as one line of JSON.
Needs Pillow and numpy.
"""

import io
import json
import pathlib
import sys
import time
import zlib

import numpy as np
from PIL import Image

SIDE = 448
MEAN = np.array((0.485, 0.456, 0.406), np.float32)[:, None, None]
DEVIATION = np.array((0.229, 0.224, 0.225), np.float32)[:, None, None]


def best_grid(width, height, most):
    grids = sorted(((i, j) for i in range(1, most + 1) for j in range(1, most // i + 1)), key=lambda g: g[0] * g[1])
    aspect, best, best_difference = width / height, (1, 1), float("inf")
    for i, j in grids:
        difference = abs(aspect - i / j)
        if difference < best_difference or (
            difference == best_difference and width * height > 0.5 * SIDE * SIDE * i * j
        ):
            best_difference, best = difference, (i, j)
    return best


def cut(image, columns, rows):
    stretched = image.resize((SIDE * columns, SIDE * rows), Image.Resampling.BICUBIC)
    tiles = [
        stretched.crop((x * SIDE, y * SIDE, (x + 1) * SIDE, (y + 1) * SIDE))
        for y in range(rows) for x in range(columns)
    ]
    if len(tiles) != 1:
        tiles.append(image.resize((SIDE, SIDE), Image.Resampling.BICUBIC))
    return tiles


def normalised(tiles):
    values = np.stack([np.asarray(tile) for tile in tiles]).transpose(0, 3, 1, 2).astype(np.float32, order="C")
    values /= np.float32(255)
    values -= MEAN
    values /= DEVIATION
    return values


def main():
    data, rounds, most = pathlib.Path(sys.argv[1]).read_bytes(), int(sys.argv[2]), int(sys.argv[3])
    best = [float("inf")] * 4
    for _ in range(rounds):
        times = [time.perf_counter()]
        image = Image.open(io.BytesIO(data)).convert("RGB")
        times.append(time.perf_counter())
        tiles = cut(image, *best_grid(*image.size, most))
        times.append(time.perf_counter())
        values = normalised(tiles)
        times.append(time.perf_counter())
        parts = [1000 * (b - a) for a, b in zip(times, times[1:])]
        best = [min(old, new) for old, new in zip(best, [*parts, sum(parts)])]
    names = ("decode_ms", "resize_ms", "normalise_ms", "total_ms")
    print(json.dumps(dict(zip(names, best)) | {"crc32": f"{zlib.crc32(values.tobytes()):08x}"}))


main()
