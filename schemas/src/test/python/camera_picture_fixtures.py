"""Adds to src/test/resources/pictures what cameras write (BMP, TIFF, lossy WebP, turned pictures, JPEG without JFIF), and
camera-pictures.csv: what Pillow's exif_transpose and convert("RGB") make of them.

Run in src/test with Pillow (9.4 wrote the committed ones; 12.3 gives the same pixels), numpy and libtiff's tiffcp
installed: python python/camera_picture_fixtures.py
"""

import io
import pathlib
import struct
import subprocess
import tempfile
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


def saved(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def profile():
    """An sRGB profile whose red and green are swapped: it changes colours when it is applied."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return data.replace(b"rXYZ", b"tmpX", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"tmpX", b"gXYZ", 1)


def exif(orientation):
    """With a block of text before the number, and once in each byte order."""
    order = "<" if orientation % 2 else ">"
    mark = b"II*\0" if orientation % 2 else b"MM\0*"
    entries = struct.pack(order + "HHII", 0x10F, 2, 8, 38) + struct.pack(order + "HHIHH", 0x112, 3, 1, orientation, 0)
    return b"Exif\0\0" + mark + struct.pack(order + "IH", 8, 2) + entries + struct.pack(order + "I", 0) + b"Camera\0\0"


def jpeg_segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def without_jfif(jpeg, instead=b""):
    length = struct.unpack(">H", jpeg[4:6])[0]
    return jpeg[:2] + instead + jpeg[4 + length:]


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpegs(rgb):
    for orientation in range(1, 9):
        yield f"turned-{orientation}.jpg", saved(rgb, "jpeg", quality=90, exif=exif(orientation))
    plain = saved(rgb, "jpeg", quality=90, subsampling=0)
    yield "exif-only.jpg", without_jfif(plain, jpeg_segment(0xE1, exif(1)))
    yield "no-jfif.jpg", without_jfif(plain)
    yield "adobe-unknown.jpg", without_jfif(plain, jpeg_segment(0xEE, b"Adobe\0d\0\0\0\0\x01"))
    yield "jfif-and-adobe.jpg", plain[:20] + jpeg_segment(0xEE, b"Adobe\0d\0\0\0\0\0") + plain[20:]
    yield "thumbnail.jpg", plain[:20] + jpeg_segment(0xE0, b"JFXX\0\x10" + saved(rgb.resize((8, 8)), "jpeg")) + plain[20:]
    yield "more-behind.jpg", plain + saved(rgb.resize((8, 8)), "jpeg")
    yield "fill-bytes.jpg", plain[:20] + b"\xff\xff\xff" + plain[20:]


def pngs(rgb):
    plain = saved(rgb, "png")
    chunks = png_chunk(b"gAMA", struct.pack(">I", 100000)) + png_chunk(b"sBIT", b"\5\6\5")
    yield "gamma.png", plain[:33] + chunks + plain[33:]
    yield "turned-6.png", plain[:33] + png_chunk(b"eXIf", exif(6)[6:]) + plain[33:]
    yield "more-behind.png", plain + b"some more bytes"
    frames = [rgb, rgb.rotate(180)]
    yield "animated.png", saved(frames[0], "png", save_all=True, append_images=frames[1:])


def webps(rgb):
    rgba = rgb.copy()
    rgba.putalpha(rgb.convert("L"))
    yield "lossy.webp", saved(rgb, "webp", quality=80)
    yield "lossy-low.webp", saved(rgb, "webp", quality=5)
    yield "lossy-alpha.webp", saved(rgba, "webp", quality=80)
    yield "lossy-profile.webp", saved(rgb, "webp", quality=80, icc_profile=profile())
    yield "lossless-profile.webp", saved(rgb, "webp", lossless=True, icc_profile=profile())
    yield "turned-8.webp", saved(rgb, "webp", lossless=True, exif=exif(8))
    yield "animated-lossy.webp", saved(rgb, "webp", quality=80, save_all=True, append_images=[rgb.rotate(90)])


def bmp(bits, rows, palette=b"", masks=b"", top_down=False):
    body = b"".join(row + b"\0" * (-len(row) % 4) for row in (rows if top_down else reversed(rows)))
    start = 14 + 40 + len(masks) + len(palette)
    header = struct.pack("<IiiHHIIiiII", 40, WIDTH, -HEIGHT if top_down else HEIGHT, 1, bits,
                         3 if masks else 0, len(body), 2835, 2835, len(palette) // 4, 0)
    return b"BM" + struct.pack("<IHHI", start + len(body), 0, 0, start) + header + masks + palette + body


def bmps(rgb):
    levels = np.asarray(rgb).astype(np.uint16)
    blue_first = [row[:, ::-1].astype(np.uint8).tobytes() for row in levels]
    with_unused = [np.dstack([np.asarray(rgb)[:, :, ::-1], np.full((HEIGHT, WIDTH), 7, np.uint8)])[y].tobytes()
                   for y in range(HEIGHT)]
    red, green, blue = levels[..., 0], levels[..., 1], levels[..., 2]
    yield "grey.bmp", saved(rgb.convert("L"), "bmp")
    yield "bit.bmp", saved(rgb.convert("1"), "bmp")
    yield "palette.bmp", saved(rgb.quantize(16), "bmp")
    yield "rgb.bmp", saved(rgb, "bmp")
    yield "top-down.bmp", bmp(24, blue_first, top_down=True)
    yield "32.bmp", bmp(32, with_unused)
    yield "555.bmp", bmp(16, [r.astype("<u2").tobytes() for r in (red >> 3) << 10 | (green >> 3) << 5 | blue >> 3])
    yield "565.bmp", bmp(16, [r.astype("<u2").tobytes() for r in (red >> 3) << 11 | (green >> 2) << 5 | blue >> 3],
                         masks=struct.pack("<III", 0xF800, 0x07E0, 0x001F))
    old = b"BM" + struct.pack("<IHHI", 0, 0, 0, 26) + struct.pack("<IHHHH", 12, WIDTH, HEIGHT, 1, 24)
    yield "os2.bmp", old + b"".join(row + b"\0" * (-len(row) % 4) for row in reversed(blue_first))


def tiff(bits, colours, data):
    """One strip of kinds that Pillow does not write."""
    tags = [(256, 3, WIDTH), (257, 3, HEIGHT), (258, 3, bits), (259, 3, 1), (262, 3, colours), (273, 4, 122),
            (277, 3, 1), (278, 3, HEIGHT), (279, 4, len(data))]
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + struct.pack("<I", 0) + data


def copied(tiff_bytes, *flags):
    with tempfile.TemporaryDirectory() as folder:
        before, after = pathlib.Path(folder, "before.tif"), pathlib.Path(folder, "after.tif")
        before.write_bytes(tiff_bytes)
        subprocess.run(["tiffcp", *flags, before, after], check=True)
        return after.read_bytes()


def tiffs(rgb):
    grey = rgb.convert("L")
    levels = np.asarray(grey)
    words = (levels.astype(np.uint16) * 257 - 70 * (levels > 0)).astype(np.uint16)
    rgba = rgb.copy()
    rgba.putalpha(grey)
    plain, words = saved(rgb, "tiff"), saved(Image.fromarray(words), "tiff")
    yield "rgb.tif", plain
    yield "rgb-lzw.tif", saved(rgb, "tiff", compression="tiff_lzw")
    yield "rgb-deflate.tif", saved(rgb, "tiff", compression="tiff_adobe_deflate")
    yield "rgb-packbits.tif", saved(rgb, "tiff", compression="packbits")
    yield "rgb-lzw-differences.tif", copied(plain, "-c", "lzw:2")
    yield "rgb-tiles.tif", copied(plain, "-t", "-w", "16", "-l", "16", "-c", "lzw:2")
    yield "rgb-planes.tif", copied(plain, "-p", "separate", "-r", "5")
    yield "rgb-strips.tif", copied(plain, "-r", "4", "-c", "zip")
    yield "rgb-big-endian.tif", copied(plain, "-B")
    yield "rgba.tif", saved(rgba, "tiff")
    yield "grey.tif", saved(grey, "tiff")
    yield "grey-white-is-nought.tif", tiff(8, 0, (255 - levels).tobytes())
    nibbles = np.pad(levels >> 4, ((0, 0), (0, 1)))
    yield "grey-4.tif", tiff(4, 1, (nibbles[:, 0::2] << 4 | nibbles[:, 1::2]).astype(np.uint8).tobytes())
    yield "grey-16.tif", words
    yield "grey-16-lzw.tif", saved(Image.open(io.BytesIO(words)), "tiff", compression="tiff_lzw")
    yield "grey-16-big-endian.tif", copied(words, "-B")
    yield "grey-16-differences.tif", copied(words, "-c", "zip:2")
    yield "grey-16-big-endian-differences.tif", copied(words, "-B", "-c", "lzw:2")
    yield "grey-16-tiles.tif", copied(words, "-t", "-w", "32", "-l", "16")
    yield "palette.tif", saved(rgb.quantize(16), "tiff")
    yield "bit.tif", saved(grey.convert("1"), "tiff")
    yield "bit-white-is-nought.tif", tiff(1, 0, np.packbits(levels < 128, axis=1).tobytes())
    yield "turned-6.tif", saved(rgb, "tiff", tiffinfo={274: 6})
    yield "profile.tif", saved(rgb, "tiff", icc_profile=profile())
    yield "pages.tif", saved(rgb, "tiff", save_all=True, append_images=[rgb.rotate(180)])


def expected(name, data):
    image = Image.open(io.BytesIO(data))
    if name.startswith("grey-16"):  # Pillow clips at 255, which is white; ours keeps the upper byte
        levels = (np.asarray(image).astype(np.uint16) >> 8).astype(np.uint8)
        return np.stack([levels] * 3, axis=-1)
    if name == "turned-6.tif":  # which Pillow does at different times in different versions
        return np.asarray(scene().transpose(Image.Transpose.ROTATE_270))
    return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))


def main():
    rgb = scene()
    lines = [f"# Pillow {__version__}, libjpeg-turbo {features.version('libjpeg_turbo')}, libwebp {features.version('webp')}"]
    lines.append("# file,width,CRC-32 of the RGB bytes")
    for name, data in [*jpegs(rgb), *pngs(rgb), *webps(rgb), *bmps(rgb), *tiffs(rgb)]:
        (OUT / name).write_bytes(data)
        pixels = expected(name, data)
        lines.append(f"{name},{pixels.shape[1]},{zlib.crc32(pixels.tobytes()):08x}")
    (OUT / "camera-pictures.csv").write_text("\n".join(lines) + "\n")


main()
