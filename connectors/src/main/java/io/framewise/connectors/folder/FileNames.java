package io.framewise.connectors.folder;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names of files for people, whatever their bytes and whatever locale this process runs in. A name
 * in UTF-8 is itself; of others, and of control characters, the bytes stand as %XX. A name that
 * itself looks so has its % written as %25, so that different files have different names.
 */
final class FileNames {

  /** What {@link #escape} writes of a byte. */
  private static final Pattern ESCAPED = Pattern.compile("%(?:[01][0-9A-F]|25|7F|[89A-F][0-9A-F])");

  private FileNames() {}

  /** The name of a file below a folder, with slashes between subfolders. */
  static String below(Path folder, Path file) {
    List<String> names = new ArrayList<>();
    if (file.getParent().equals(folder)) {
      return of(file);
    }
    for (Path at = file; !at.equals(folder); at = at.getParent()) {
      names.add(0, of(at));
    }
    return names.stream().collect(Collectors.joining("/"));
  }

  /** The last name of a path. */
  static String of(Path path) {
    if (path.getFileName() == null) {
      return path.toString();
    }
    String name = path.getFileName().toString();
    boolean plain = name.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != '%' && c != '?');
    return plain ? name : decode(bytes(path));
  }

  /** The bytes of the last name, which Java shows in the address of a file only. */
  private static byte[] bytes(Path path) {
    URI address = path.toUri();
    String text = address.getRawPath();
    int end = text.endsWith("/") ? text.length() - 1 : text.length();
    String name = text.substring(text.lastIndexOf('/', end - 1) + 1, end);
    ByteBuffer bytes = ByteBuffer.allocate(name.length());
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '%') {
        bytes.put((byte) Integer.parseInt(name.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.put((byte) name.charAt(i));
      }
    }
    byte[] exact = new byte[bytes.position()];
    bytes.flip().get(exact);
    return exact;
  }

  private static String decode(byte[] bytes) {
    try {
      String name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (name.chars().noneMatch(Character::isISOControl) && !ESCAPED.matcher(name).find()) {
        return name;
      }
    } catch (CharacterCodingException e) {
      return escape(bytes);
    }
    return escape(bytes);
  }

  private static String escape(byte[] bytes) {
    StringBuilder name = new StringBuilder();
    for (byte b : bytes) {
      if (b >= ' ' && b < 0x7F && b != '%') {
        name.append((char) b);
      } else {
        name.append('%').append(String.format(Locale.ROOT, "%02X", b & 0xFF));
      }
    }
    return name.toString();
  }
}
