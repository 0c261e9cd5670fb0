package io.framewise.model.openai.media;

import io.framewise.model.openai.request.ApiError;
import io.framewise.model.openai.request.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Bytes that stand in a URL: {@code data:image/png;base64,...}. What type it names is not believed;
 * the bytes tell.
 */
final class DataUrl {

  private static final String SCHEME = "data:";
  private static final int LONGEST_HEAD = 128;
  private static final Pattern HEAD =
      Pattern.compile("(?i)data:[a-z0-9.+/-]*(?:;[a-z0-9.+=-]*)*;base64");

  private DataUrl() {}

  static boolean is(String url) {
    return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /** Whether it names a list of JPEGs, as vLLM's clients send the frames of a video. */
  static boolean isListOfFrames(String url) {
    return url.toLowerCase(Locale.ROOT).startsWith("data:video/jpeg;base64,");
  }

  /** The bytes. */
  static byte[] bytes(String url, String at) {
    return decoded(body(url, at), at);
  }

  /** The URLs of the frames in a list of them. */
  static List<String> frames(String url, int most, String at) {
    List<String> frames = new ArrayList<>();
    for (String frame : body(url, at).split(",", most + 1)) {
      frames.add("data:image/jpeg;base64," + frame);
    }
    if (frames.size() > most) {
      throw bad(at, "it has more than " + most + " frames");
    }
    return frames;
  }

  private static String body(String url, String at) {
    int comma = url.indexOf(',');
    if (comma < 0 || comma > LONGEST_HEAD || !HEAD.matcher(url.substring(0, comma)).matches()) {
      throw bad(at, "it must begin as data:TYPE/NAME;base64, does");
    }
    return url.substring(comma + 1);
  }

  /** Line breaks are what many programs put into base64; all else must be right. */
  private static byte[] decoded(String base64, String at) {
    byte[] letters = base64.getBytes(StandardCharsets.ISO_8859_1);
    int length = 0;
    for (byte letter : letters) {
      if (letter != '\n' && letter != '\r' && letter != ' ' && letter != '\t') {
        letters[length++] = letter;
      }
    }
    try {
      return Base64.getDecoder().decode(Arrays.copyOf(letters, length));
    } catch (IllegalArgumentException e) {
      throw ApiError.field(at, "invalid_base64", at + ": its base64 is broken").thrown(e);
    }
  }

  private static ApiException bad(String at, String message) {
    return ApiError.field(at, "invalid_image_url", at + ": " + message).thrown();
  }
}
