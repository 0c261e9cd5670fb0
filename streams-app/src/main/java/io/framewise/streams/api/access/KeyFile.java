package io.framewise.streams.api.access;

import io.framewise.contract.UserError;
import io.framewise.platform.access.KeyDigest;
import io.framewise.platform.access.ShownKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the API, from a file with one a line: name, scopes, and the key or {@code sha256:}
 * and its digest; after them {@code sources=} and the sources that the key may see. What stands
 * behind a # at the beginning of a line is passed over. The file is read again when it has changed.
 *
 * <p>Safe for use by several threads.
 */
public final class KeyFile {

  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

  private static final String SOURCES = "sources=";
  private static final int WORDS = 3;
  private static final long MOST_BYTES = 1024 * 1024;

  /** A key and who shows it. */
  private record Known(KeyDigest digest, Principal principal) {}

  /** What the file held when it was read. */
  private record Contents(String text, List<Known> keys) {}

  private final Path file;
  private volatile Contents contents;

  /**
   * Reads a file.
   *
   * @throws UserError when it cannot be read, holds no key, or a line is wrong; never with a key
   */
  public KeyFile(Path file) {
    this.file = file;
    this.contents = read();
  }

  private Contents read() {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new UserError(file + " is larger than 1 MiB", "it should hold one key a line");
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return new Contents(text, parse(text));
    } catch (IOException e) {
      throw new UserError(
          "the keys in " + file + " cannot be read",
          "api.keys must name a text file with one key a line",
          e);
    }
  }

  private List<Known> parse(String text) {
    List<Known> keys = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        Known key = key(line.split("\\s+", -1), i + 1);
        if (!names.add(key.principal().name())) {
          throw wrong(i + 1, "the name was used before");
        }
        keys.add(key);
      }
    }
    if (keys.isEmpty()) {
      throw new UserError("there is no key in " + file, "write one key a line into it");
    }
    return keys;
  }

  private Known key(String[] words, int line) {
    if (words.length < WORDS || words.length > WORDS + 1) {
      throw wrong(line, "it has " + words.length + " words");
    }
    Optional<Set<String>> sources = Optional.empty();
    if (words.length > WORDS) {
      if (!words[WORDS].startsWith(SOURCES) || words[WORDS].length() == SOURCES.length()) {
        throw wrong(line, "its last word does not begin with " + SOURCES);
      }
      sources = Optional.of(Set.of(words[WORDS].substring(SOURCES.length()).split(",", -1)));
    }
    KeyDigest digest =
        KeyDigest.parse(words[2])
            .orElseThrow(() -> wrong(line, "sha256: needs 64 hexadecimal digits"));
    return new Known(digest, new Principal(words[0], scopes(words[1], line), sources));
  }

  private Set<Scope> scopes(String written, int line) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String word : written.split(",", -1)) {
      try {
        scopes.add(Scope.valueOf(word.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw wrong(line, "scopes are read, ask and admin, with commas between them");
      }
    }
    return scopes;
  }

  private UserError wrong(int line, String what) {
    return new UserError(
        "line " + line + " of " + file + " is no key: " + what,
        "write name, scopes and key, such as: wall read sha256:... sources=street,gate");
  }

  /** Reads the file again; where that fails the old keys stay. Blocking. */
  public void refresh() {
    try {
      Contents read = read();
      if (!read.text().equals(contents.text())) {
        contents = read;
        LOG.info("the keys of the API were read again: {} keys", read.keys().size());
      }
    } catch (UserError e) {
      LOG.warn("the keys of the API stay as they were: {}", e.getMessage());
    }
  }

  /**
   * Whose key a request shows; empty when it shows none that is known.
   *
   * @param authorization its header of that name; null when there is none
   */
  Optional<Principal> find(String authorization) {
    Optional<KeyDigest> shown = ShownKey.bearerOrPassword(authorization).map(KeyDigest::of);
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    Optional<Principal> found = Optional.empty();
    for (Known key : contents.keys()) { // all of them, so that the time tells nothing
      if (key.digest().matches(shown.get())) {
        found = Optional.of(key.principal());
      }
    }
    return found;
  }
}
