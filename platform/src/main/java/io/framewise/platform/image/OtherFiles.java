package io.framewise.platform.image;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What people take for pictures or videos, told by its first bytes, for the sentence of refusal.
 */
public final class OtherFiles {

  private static final int LONGEST = 64;
  private static final int BRAND = 4;

  private static final Map<String, String> BEGINNINGS = new LinkedHashMap<>();

  /** The first brand of a file in boxes, which stands behind their length. */
  private static final Map<String, String> BRANDS = new LinkedHashMap<>();

  static {
    BEGINNINGS.put("#EXTM3U", "an HLS playlist");
    BEGINNINGS.put("version https://git-lfs", "a Git LFS pointer, fetch the file itself");
    BEGINNINGS.put("PK\003\004", "a ZIP archive");
    BEGINNINGS.put("\037\213", "a gzip archive");
    BEGINNINGS.put("7z\274\257\047\034", "a 7z archive");
    BEGINNINGS.put("Rar!", "a RAR archive");
    BEGINNINGS.put("%PDF", "a PDF document");
    BEGINNINGS.put("GIF8", "a GIF picture");
    BEGINNINGS.put("\211PNG", "a PNG picture");
    BEGINNINGS.put("\377\330\377", "a JPEG picture");
    BEGINNINGS.put("BM", "a BMP picture");
    BEGINNINGS.put("II+\0", "a BigTIFF picture");
    BEGINNINGS.put("MM\0+", "a BigTIFF picture");
    BEGINNINGS.put("\0\0\0\014jP  \r", "a JPEG 2000 picture");
    BEGINNINGS.put("\377\117\377\121", "a JPEG 2000 picture");
    BEGINNINGS.put("\0\0\0\014JXL \r", "a JPEG XL picture");
    BEGINNINGS.put("<svg", "an SVG drawing");
    BEGINNINGS.put("ID3", "an MP3 file, which is sound");
    BEGINNINGS.put("<!DOCTYPE html", "a web page");
    BEGINNINGS.put("<html", "a web page");
    BRANDS.put("ftypavi", "an AVIF picture");
    BRANDS.put("ftypheic", "a HEIC picture");
    BRANDS.put("ftypheix", "a HEIC picture");
    BRANDS.put("ftypmif1", "a HEIF picture");
    BRANDS.put("ftypmsf1", "a HEIF picture");
  }

  private OtherFiles() {}

  /** What begins so, with its article, when it is known. */
  public static Optional<String> of(byte[] head) {
    String text = new String(head, 0, Math.min(head.length, LONGEST), StandardCharsets.ISO_8859_1);
    return find(BEGINNINGS, text, 0).or(() -> find(BRANDS, text, BRAND));
  }

  private static Optional<String> find(Map<String, String> known, String text, int at) {
    return known.entrySet().stream()
        .filter(entry -> text.regionMatches(true, at, entry.getKey(), 0, entry.getKey().length()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
