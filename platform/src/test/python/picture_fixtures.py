"""Writes src/test/resources/pictures: small files of every kind, and what Pillow's exif_transpose and convert("RGB") make of them.

Run in src/test with Pillow 12.3 and numpy installed: python python/picture_fixtures.py
"""

import io
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image, ImageCms, ImageOps, __version__, features

OUT = pathlib.Path("resources/pictures")
WIDTH, HEIGHT = 43, 29


def scene():
    """Smooth colours, a hard edge and some noise."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    noise = np.random.default_rng(5).integers(0, 30, (HEIGHT, WIDTH))
    levels = np.stack([x * 5 + noise, y * 7 + noise, (x + y) * 3], axis=-1)
    levels[8:20, 10:25] = (250, 20, 90)
    return Image.fromarray(levels.clip(0, 255).astype(np.uint8), "RGB")


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(samples, bits):
    """Filtered rows (filter 0) of samples [height, width, channels]."""
    rows = samples.reshape(samples.shape[0], -1)
    if bits == 16:
        return b"".join(b"\0" + row.astype(">u2").tobytes() for row in rows)
    if bits == 8:
        return b"".join(b"\0" + row.astype(np.uint8).tobytes() for row in rows)
    flags = [(row[:, None] >> np.arange(bits - 1, -1, -1)) & 1 for row in rows]
    return b"".join(b"\0" + np.packbits(row.reshape(-1).astype(np.uint8)).tobytes() for row in flags)


def png(samples, bits, color, interlaced=False):
    """A PNG of kinds that Pillow does not write."""
    height, width, _ = samples.shape
    if interlaced:
        starts = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
        data = b"".join(packed(samples[y::dy, x::dx], bits) for y, x, dy, dx in starts)
    else:
        data = packed(samples, bits)
    header = struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, int(interlaced))
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(data, 9)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def saved(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def pngs(rgb):
    grey = rgb.convert("L")
    levels = np.asarray(rgb).astype(np.uint32)
    grey16 = np.asarray(grey).astype(np.uint32)[..., None] * 257 - 70 * (np.asarray(grey)[..., None] > 0)
    rgba, grey_alpha = rgb.copy(), grey.copy()
    rgba.putalpha(grey)
    grey_alpha.putalpha(grey)
    palette = rgb.quantize(16)
    yield "rgb.png", saved(rgb, "png")
    yield "rgb-interlaced.png", png(levels, 8, 2, interlaced=True)
    yield "rgb-transparent-colour.png", saved(rgb, "png", transparency=rgb.getpixel((0, 0)))
    yield "rgb-16.png", png(levels * 257 - 70 * (levels > 0), 16, 2)
    yield "rgba.png", saved(rgba, "png")
    yield "grey.png", saved(grey, "png")
    yield "grey-alpha.png", saved(grey_alpha, "png")
    yield "grey-1.png", saved(grey.convert("1"), "png")
    yield "grey-2.png", png(np.asarray(grey)[..., None] >> 6, 2, 0)
    yield "grey-4.png", png(np.asarray(grey)[..., None] >> 4, 4, 0)
    yield "grey-16.png", png(grey16, 16, 0)
    yield "palette.png", saved(palette, "png")
    yield "palette-2.png", saved(rgb.quantize(4), "png", bits=2)
    yield "palette-transparent-entry.png", saved(palette, "png", transparency=3)
    yield "palette-alpha.png", saved(palette, "png", transparency=bytes(range(0, 256, 16)))
    yield "rgb-profile.png", saved(rgb, "png", icc_profile=profile())


def profile():
    """A small profile that would change colours if it were applied: an sRGB one whose red and green are swapped."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return data.replace(b"rXYZ", b"tmpX", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"tmpX", b"gXYZ", 1)


def jpegs(rgb):
    rotated = Image.Exif()
    rotated[0x112] = 6
    yield "420.jpg", saved(rgb, "jpeg", quality=90)
    yield "422.jpg", saved(rgb, "jpeg", quality=90, subsampling=1)
    yield "444.jpg", saved(rgb, "jpeg", quality=90, subsampling=0)
    yield "rgb.jpg", saved(rgb, "jpeg", quality=90, keep_rgb=True)
    yield "grey.jpg", saved(rgb.convert("L"), "jpeg", quality=90)
    yield "progressive.jpg", saved(rgb, "jpeg", quality=90, progressive=True)
    yield "rotated.jpg", saved(rgb, "jpeg", quality=90, exif=rotated)
    yield "profile.jpg", saved(rgb, "jpeg", quality=90, icc_profile=profile())
    yield "broken-profile.jpg", saved(rgb, "jpeg", quality=90, icc_profile=b"no profile at all" * 20)
    yield "restart.jpg", saved(rgb, "jpeg", quality=90, restart_marker_blocks=2)
    yield "cmyk.jpg", saved(rgb.convert("CMYK"), "jpeg", quality=90)


def webps(rgb):
    rgba = rgb.copy()
    rgba.putalpha(rgb.convert("L"))
    yield "lossless.webp", saved(rgb, "webp", lossless=True)
    yield "lossless-alpha.webp", saved(rgba, "webp", lossless=True, exact=True)
    yield "animated.webp", saved(rgb, "webp", lossless=True, save_all=True, append_images=[rgb.rotate(90)])


def expected(name, data):
    if name == "grey-16.png":  # Pillow clips at 255, which is white; ours keeps the upper byte
        levels = (np.asarray(Image.open(io.BytesIO(data))) >> 8).astype(np.uint8)
        return np.stack([levels] * 3, axis=-1)
    return np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB"))


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    rgb = scene()
    lines = [f"# Pillow {__version__}, libjpeg-turbo {features.version('libjpeg_turbo')}, libwebp {features.version('webp')}"]
    lines.append("# file,CRC-32 of the RGB bytes")
    for name, data in [*pngs(rgb), *jpegs(rgb), *webps(rgb)]:
        (OUT / name).write_bytes(data)
        if name != "cmyk.jpg":
            lines.append(f"{name},{zlib.crc32(expected(name, data).tobytes()):08x}")
    (OUT / "pictures.csv").write_text("\n".join(lines) + "\n")


main()
