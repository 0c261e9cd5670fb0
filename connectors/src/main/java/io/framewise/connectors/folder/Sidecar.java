package io.framewise.connectors.folder;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.framewise.platform.frame.BadFrameException;
import io.framewise.platform.frame.CapturedAt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the file beside a picture says of it: one flat object of JSON.
 *
 * @param capturedAt when the picture was taken, where it says so
 * @param attributes what else it says; numbers as they are written
 */
record Sidecar(Optional<Instant> capturedAt, Map<String, String> attributes) {

  /** Nothing is said. */
  static final Sidecar NONE = new Sidecar(Optional.empty(), Map.of());

  /** The dead letters' category of pictures whose sidecar cannot be used. */
  static final String CATEGORY = "bad-sidecar";

  static final int MOST_BYTES = 64 * 1024;
  static final int MOST_KEYS = 32;
  static final int LONGEST_VALUE = 256;
  static final int LONGEST_KEY = 64;

  private static final Set<String> TIME = Set.of("capturedAt", "captured-at");
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * What is said of a picture; nothing where no sidecar lies beside it.
   *
   * @throws BadFrameException when it cannot be used, with the reason
   * @throws NoSuchFileException when it is not what it was when it was listed
   */
  static Sidecar of(FoundFile picture) throws IOException {
    if (picture.sidecar().isEmpty()) {
      return NONE;
    }
    FoundFile file = picture.sidecar().get();
    if (!file.stamp().regular()) {
      throw bad("is a link or a special file");
    }
    try (InputStream input =
        Files.newInputStream(file.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = input.readNBytes(MOST_BYTES + 1);
      if (!file.stamp().equals(FileStamp.of(file.path()))) {
        throw new NoSuchFileException(file.path().toString(), null, "it has changed");
      }
      return parse(bytes);
    }
  }

  /**
   * Reads the text of a sidecar.
   *
   * @throws BadFrameException when it cannot be used, with the reason
   */
  static Sidecar parse(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw bad("is larger than " + MOST_BYTES + " bytes");
    }
    try (JsonParser json = JSON.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw bad("is no object of JSON");
      }
      Sidecar said = object(json);
      if (json.nextToken() != null) {
        throw bad("goes on behind its object");
      }
      return said;
    } catch (JsonProcessingException e) {
      throw bad("is no JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw bad("is no JSON: it is not in UTF-8");
    }
  }

  private static Sidecar object(JsonParser json) throws IOException {
    Optional<Instant> capturedAt = Optional.empty();
    Map<String, String> attributes = new HashMap<>();
    int keys = 0;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      keys++;
      if (keys > MOST_KEYS) {
        throw bad("has more than " + MOST_KEYS + " keys");
      }
      if (!isText(key, LONGEST_KEY) || key.isEmpty()) {
        throw bad("has a key that is not 1 to " + LONGEST_KEY + " characters long, or not plain");
      }
      String value = value(json, key);
      if (TIME.contains(key) && !value.isEmpty()) {
        if (capturedAt.isPresent()) {
          throw bad("says twice when the picture was taken");
        }
        capturedAt = Optional.of(time(key, value));
      } else if (!value.isEmpty()) {
        attributes.put(key, value);
      }
    }
    return new Sidecar(capturedAt, Map.copyOf(attributes));
  }

  private static String value(JsonParser json, String key) throws IOException {
    JsonToken token = json.nextToken();
    if (token == JsonToken.VALUE_NULL) {
      return "";
    }
    if (token == null || !token.isScalarValue()) {
      throw bad("must be flat: " + key + " is neither text nor number nor boolean");
    }
    String text = json.getText();
    if (!isText(text, LONGEST_VALUE)) {
      throw bad(
          "must have plain values of at most "
              + LONGEST_VALUE
              + " characters, "
              + key
              + " is none");
    }
    return text;
  }

  private static boolean isText(String text, int longest) {
    return text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
  }

  private static Instant time(String key, String text) {
    try {
      return CapturedAt.parse(key, text);
    } catch (BadFrameException e) {
      throw bad("has no time: " + e.getMessage());
    }
  }

  private static BadFrameException bad(String words) {
    return new BadFrameException(CATEGORY, "its sidecar " + words);
  }
}
