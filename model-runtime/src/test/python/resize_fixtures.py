"""Writes src/test/resources/preprocess/resize.csv: checksums of Pillow's bicubic resizes.

Run in src/test with Pillow 12.3 installed: python python/resize_fixtures.py
The pictures are made by a formula that ResizeTest repeats, so none has to be stored.
"""

import pathlib
import zlib

from PIL import Image, __version__

CASES = [
    ("noise", 1, 640, 480, 448, 448),
    ("noise", 2, 1920, 1080, 1792, 896),
    ("noise", 3, 1920, 1080, 448, 448),
    ("noise", 4, 16, 16, 448, 448),
    ("noise", 5, 17, 401, 448, 1344),
    ("noise", 6, 448, 900, 448, 448),
    ("noise", 7, 900, 448, 448, 448),
    ("noise", 8, 448, 448, 448, 448),
    ("noise", 9, 449, 447, 448, 448),
    ("edges", 10, 800, 600, 448, 448),
    ("edges", 11, 100, 75, 448, 448),
    ("edges", 12, 4000, 300, 5376, 448),
    ("noise", 13, 97, 61, 28, 28),
]


def mix(value):
    """A 32-bit hash; the multiplications wrap."""
    value &= 0xFFFFFFFF
    value = ((value ^ (value >> 16)) * 0x7FEB352D) & 0xFFFFFFFF
    value = ((value ^ (value >> 15)) * 0x846CA68B) & 0xFFFFFFFF
    return value ^ (value >> 16)


def picture(kind, seed, width, height):
    data = bytearray()
    for y in range(height):
        for x in range(width):
            for channel in range(3):
                if kind == "noise":
                    data.append(mix((y * width + x) * 3 + channel + seed * 1000003) & 0xFF)
                else:  # hard edges: every cell black or white
                    cell = (y // 7) * 131 + (x // 5) * 3 + channel + seed
                    data.append(255 if mix(cell) & 1 else 0)
    return Image.frombytes("RGB", (width, height), bytes(data))


def main():
    lines = ["# Pillow " + __version__ + ": kind,seed,size,new size,CRC-32 of the RGB bytes"]
    for kind, seed, width, height, to_width, to_height in CASES:
        resized = picture(kind, seed, width, height).resize((to_width, to_height), Image.Resampling.BICUBIC)
        crc = zlib.crc32(resized.tobytes())
        lines.append(f"{kind},{seed},{width}x{height},{to_width}x{to_height},{crc:08x}")
    pathlib.Path("resources/preprocess/resize.csv").write_text("\n".join(lines) + "\n")


main()
