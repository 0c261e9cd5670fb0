"""Adds to src/test/resources/pictures what cameras write (BMP, TIFF, lossy WebP, turned pictures, JPEG without JFIF), and
camera-pictures.csv: what Pillow's exif_transpose and convert("RGB") make of them.

Run in src/test with Pillow (9.4 wrote the committed ones), numpy and libtiff's tiffcp
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
    for count in (1, 2, 16, 200):
        yield f"noughts-{count}.jpg", plain[:-2] + bytes(count) + plain[-2:]
    scan = plain.index(b"\xff\xda")
    yield "scan-0-0.jpg", plain[:scan + 11] + b"\0\0\0" + plain[scan + 14:]
    yield "scan-0-0-noughts.jpg", plain[:scan + 11] + b"\0\0\0" + plain[scan + 14:-2] + bytes(64) + plain[-2:]
    yield "no-tables.jpg", without_tables(without_jfif(saved(rgb, "jpeg"), jpeg_segment(0xE0, b"AVI1" + bytes(10))))
    yield "no-restarts.jpg", plain[:scan] + jpeg_segment(0xDD, b"\0\0") + plain[scan:]
    yield "restart-last.jpg", plain[:-2] + b"\xff\xd7" + plain[-2:]
    yield "fill-bytes-last.jpg", plain[:-2] + b"\xff\xff\xff" + plain[-2:]
    odd = b"".join(jpeg_segment(marker, bytes([marker]) * 30) for marker in range(0xE0, 0xF0))
    yield "odd-segments.jpg", plain[:11] + b"\3\7" + plain[13:20] + odd + jpeg_segment(0xFE, b"") + plain[20:]
    yield "exif-behind-scan.jpg", plain[:-2] + jpeg_segment(0xE1, exif(6)) + plain[-2:]
    flat = Image.new("RGB", (WIDTH, HEIGHT), (128, 128, 128))
    yield "flat.jpg", saved(flat, "jpeg")
    yield "flat-progressive.jpg", saved(flat, "jpeg", progressive=True)
    yield "half-flat-progressive.jpg", saved(half_flat(rgb), "jpeg", progressive=True)


def half_flat(rgb):
    """Below it is of one grey, so that its scans end in bits that are all nought."""
    levels = np.asarray(rgb).copy()
    levels[8:] = 128
    return Image.fromarray(levels)


def without_tables(jpeg):
    while b"\xff\xc4" in jpeg:
        at = jpeg.index(b"\xff\xc4")
        jpeg = jpeg[:at] + jpeg[at + 2 + struct.unpack(">H", jpeg[at + 2:at + 4])[0]:]
    return jpeg


def pngs(rgb):
    plain = saved(rgb, "png")
    chunks = png_chunk(b"gAMA", struct.pack(">I", 100000)) + png_chunk(b"sBIT", b"\5\6\5")
    yield "gamma.png", plain[:33] + chunks + plain[33:]
    for orientation in range(1, 9):
        yield f"turned-{orientation}.png", plain[:33] + png_chunk(b"eXIf", exif(orientation)[6:]) + plain[33:]
    yield "turned-6-named.png", plain[:33] + png_chunk(b"eXIf", exif(6)) + plain[33:]
    grey, palette = saved(rgb.convert("L"), "png"), saved(rgb.quantize(16), "png", transparency=bytes(range(16)))
    colours = png_chunk(b"PLTE", bytes(range(48)))
    yield "grey-palette.png", grey[:33] + colours + grey[33:]
    yield "rgb-palette.png", plain[:33] + colours + plain[33:]
    surplus = png_chunk(b"tRNS", bytes(range(20)))
    kept, alpha = palette.index(b"PLTE") - 4, palette.index(b"tRNS") - 4
    yield "palette-surplus-alpha.png", palette[:alpha] + surplus + palette[alpha + 28:]
    yield "palette-behind-alpha.png", palette[:kept] + palette[alpha:alpha + 28] + palette[kept:alpha] + palette[alpha + 28:]
    yield "grey-surplus-alpha.png", grey[:33] + png_chunk(b"tRNS", b"\0\7\0\0") + grey[33:]
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
    for orientation in range(1, 9):
        yield f"turned-{orientation}.webp", saved(rgb, "webp", lossless=True, exif=exif(orientation))
    hidden = bytearray(saved(rgb, "webp", lossless=True, exif=exif(8)))
    hidden[20] &= ~8
    yield "unannounced-exif.webp", bytes(hidden)
    yield "animated-lossy.webp", saved(rgb, "webp", quality=80, save_all=True, append_images=[rgb.rotate(90)])


def bmp(bits, rows, palette=b"", masks=b"", top_down=False, more=b"", behind=b"", runs=None):
    """Whose header goes on behind its 40 bytes with masks, and more where they belong to the header."""
    body = runs or b"".join(row + b"\0" * (-len(row) % 4) for row in (rows if top_down else reversed(rows)))
    size = 40 + (len(masks) + len(more) if more else 0)
    start = 14 + 40 + len(masks) + len(more) + len(palette)
    compression = {4: 2, 8: 1}[bits] if runs else 3 if any(masks) else 0
    header = struct.pack("<IiiHHIIiiII", size, WIDTH, -HEIGHT if top_down else HEIGHT, 1, bits,
                         compression, len(body), 2835, 2835, len(palette) // 4, 0)
    start_of_file = b"BM" + struct.pack("<IHHI", start + len(body), 0, 0, start)
    return start_of_file + header + masks + more + palette + body + behind


def newer_bmps(rgb):
    levels = np.asarray(rgb)
    blue_first = [row[:, ::-1].tobytes() for row in levels]
    with_alpha = [np.dstack([levels[:, :, ::-1], np.full((HEIGHT, WIDTH), 7, np.uint8)])[y].tobytes() for y in range(HEIGHT)]
    masks = struct.pack("<III", 0xFF0000, 0xFF00, 0xFF)
    alpha = struct.pack("<I", 0xFF000000)
    space = b"BGRs" + bytes(48)  # sRGB, as Windows writes it
    yield "v3-56.bmp", bmp(32, with_alpha, masks=masks, more=alpha)
    yield "v3-52.bmp", bmp(24, blue_first, masks=bytes(12), more=b"")[:14] + struct.pack("<I", 52) + bmp(24, blue_first, masks=bytes(12))[18:]
    yield "v4.bmp", bmp(32, with_alpha, masks=masks, more=alpha + space)
    yield "v5.bmp", bmp(24, blue_first, masks=bytes(12), more=bytes(4) + space + struct.pack("<IIII", 4, 0, 0, 0))
    icc = profile()
    grey = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes().replace(b"RGB XYZ ", b"GRAYXYZ ", 1)
    for name, data in (("profile", icc), ("broken-profile", b"no profile at all" * 9), ("grey-profile", grey)):
        at = 124 + sum(len(row) + -len(row) % 4 for row in blue_first)
        more = bytes(4) + b"DEBM" + bytes(48) + struct.pack("<IIII", 4, at, len(data), 0)
        yield f"v5-{name}.bmp", bmp(24, blue_first, masks=bytes(12), more=more, behind=data)
    yield "os2-64.bmp", bmp(24, blue_first, more=bytes(24))
    indexed = rgb.quantize(16)
    indices = np.asarray(indexed)
    colours = np.array(indexed.getpalette()[:48], np.uint8).reshape(16, 3)[:, ::-1]
    palette = np.hstack([colours, np.zeros((16, 1), np.uint8)]).tobytes()
    pairs = np.pad(indices, ((0, 0), (0, 1)))
    yield "half.bmp", bmp(4, [(row[0::2] << 4 | row[1::2]).tobytes() for row in pairs], palette=palette)
    yield "short-palette.bmp", bmp(8, [row.tobytes() for row in indices], palette=palette)
    yield "v5-palette.bmp", bmp(8, [row.tobytes() for row in indices], palette=palette, masks=bytes(12),
                                more=bytes(4) + space + bytes(16))
    yield "two-colours.bmp", bmp(1, [np.packbits(row > 7).tobytes() for row in indices], palette=palette[8:16])
    yield "runs.bmp", bmp(8, [], palette=palette, runs=runs(indices, lambda row: row))
    yield "runs-half.bmp", bmp(4, [], palette=palette, runs=runs(indices, lambda row: row * 17))


def runs(indices, value):
    """Rows of runs, but for pixels of their own in the middle of each."""
    packed = b""
    for row in indices[::-1].astype(int):
        for x in [*range(20), *range(24, WIDTH)]:
            if x == 24:
                own = row[20:24]
                packed += b"\0\4" + (bytes(own.tolist()) if value(1) == 1 else bytes([own[0] << 4 | own[1], own[2] << 4 | own[3]]))
            packed += bytes([1, value(row[x])])
        packed += b"\0\0"
    return packed + b"\0\1"


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
    for orientation in range(1, 9):
        yield f"turned-{orientation}.tif", saved(rgb, "tiff", tiffinfo={274: orientation})
    yield "profile.tif", saved(rgb, "tiff", icc_profile=profile())
    yield "pages.tif", saved(rgb, "tiff", save_all=True, append_images=[rgb.rotate(180)])


TURNS = [None, None, Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.ROTATE_180, Image.Transpose.FLIP_TOP_BOTTOM,
         Image.Transpose.TRANSPOSE, Image.Transpose.ROTATE_270, Image.Transpose.TRANSVERSE, Image.Transpose.ROTATE_90]


def expected(name, data):
    if name.startswith("v3"):  # which only newer versions of Pillow read
        return np.asarray(scene())
    image = Image.open(io.BytesIO(data))
    if name.startswith("grey-16"):  # Pillow clips at 255, which is white; ours keeps the upper byte
        levels = (np.asarray(image).astype(np.uint16) >> 8).astype(np.uint8)
        return np.stack([levels] * 3, axis=-1)
    if name.startswith("turned") and (name.endswith(".tif") or "named" in name):  # where versions of Pillow differ
        turn = TURNS[int(name[7])]
        return np.asarray(scene() if turn is None else scene().transpose(turn))
    return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))


def main():
    rgb = scene()
    lines = [f"# Pillow {__version__}, libjpeg-turbo {features.version('libjpeg_turbo')}, libwebp {features.version('webp')}"]
    lines.append("# file,width,CRC-32 of the RGB bytes")
    for name, data in [*jpegs(rgb), *pngs(rgb), *webps(rgb), *bmps(rgb), *newer_bmps(rgb), *tiffs(rgb)]:
        (OUT / name).write_bytes(data)
        pixels = expected(name, data)
        lines.append(f"{name},{pixels.shape[1]},{zlib.crc32(pixels.tobytes()):08x}")
    (OUT / "camera-pictures.csv").write_text("\n".join(lines) + "\n")


main()
