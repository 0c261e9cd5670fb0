package io.framewise.streams.api.http;

import io.framewise.streams.ledger.MinuteRange;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Query parameters, refused when they are unknown, given twice or out of bounds. */
public final class QueryParameters {

  /** How many events are listed by default. */
  public static final int DEFAULT_LIMIT = 100;

  /** The longest list of anything. */
  public static final int MAX_LIMIT = 1000;

  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private static final int LONGEST_NAME = 60;
  private static final int MAX_TEXTS = 100;

  private final MultiMap given;

  public QueryParameters(MultiMap given, Set<String> known) {
    check(given, known);
    this.given = given;
  }

  /** Refuses parameters that are unknown, given twice or empty. */
  public static void check(MultiMap given, Set<String> known) {
    for (String name : given.names()) {
      if (!known.contains(name)) {
        throw Problem.badRequest(
            "unknown query parameter " + bounded(name) + "; " + knownAre(known));
      }
      if (given.getAll(name).size() > 1) {
        throw Problem.badRequest("query parameter " + name + " is given more than once");
      }
      if (given.get(name).isBlank()) {
        throw Problem.badRequest("query parameter " + name + " has no value");
      }
    }
  }

  private static String knownAre(Set<String> known) {
    return known.isEmpty()
        ? "this address takes none"
        : "known are " + String.join(", ", new TreeSet<>(known));
  }

  private static String bounded(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name;
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name));
  }

  /** Texts with commas between them; none when it is left out. */
  public Set<String> texts(String name) {
    Set<String> texts = new LinkedHashSet<>();
    for (String text : text(name).map(given -> given.split(",", -1)).orElse(new String[0])) {
      if (text.isBlank()) {
        throw Problem.badRequest(name + " has a comma too many");
      }
      texts.add(text);
    }
    if (texts.size() > MAX_TEXTS) {
      throw Problem.badRequest(name + " takes at most " + MAX_TEXTS);
    }
    return texts;
  }

  /** Some of the constants of an enum, with commas between them; none when it is left out. */
  public <E extends Enum<E>> Set<E> someOf(String name, Class<E> type) {
    Set<E> found = EnumSet.noneOf(type);
    for (String text : texts(name)) {
      found.add(constant(name, text, type));
    }
    return found;
  }

  /** A time that may be left out. */
  public Optional<Instant> instant(String name) {
    return text(name).map(value -> instant(name, EARLIEST));
  }

  public Instant instant(String name, Instant otherwise) {
    try {
      Instant value = text(name).map(Instant::parse).orElse(otherwise);
      if (value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
        throw Problem.badRequest(name + " must be in the years 1970 to 9999");
      }
      return value;
    } catch (DateTimeException e) {
      throw Problem.badRequest(name + " must be an ISO 8601 time such as 2026-01-31T08:00:00Z");
    }
  }

  /**
   * The minutes between two times; empty when neither is given.
   *
   * @param now the end where only the beginning is given
   */
  public Optional<MinuteRange> span(String from, String to, Instant now) {
    Instant begin = instant(from, EARLIEST);
    Instant end = instant(to, now);
    if (!begin.isBefore(end)) {
      throw Problem.badRequest(from + " must be before " + to);
    }
    return text(from).isEmpty() && text(to).isEmpty()
        ? Optional.empty()
        : Optional.of(MinuteRange.around(begin, end));
  }

  /** One of the names of an enum, in lower case. */
  public <E extends Enum<E>> E oneOf(String name, E otherwise) {
    return text(name)
        .map(text -> constant(name, text, otherwise.getDeclaringClass()))
        .orElse(otherwise);
  }

  private static <E extends Enum<E>> E constant(String name, String text, Class<E> type) {
    Map<String, E> known = new LinkedHashMap<>();
    for (E value : type.getEnumConstants()) {
      known.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    return Optional.ofNullable(known.get(text))
        .orElseThrow(
            () ->
                Problem.badRequest(name + " must be one of " + String.join(", ", known.keySet())));
  }

  public int number(String name, int otherwise, int min, int max) {
    try {
      int value = text(name).map(Integer::parseInt).orElse(otherwise);
      if (value < min || value > max) {
        throw new NumberFormatException();
      }
      return value;
    } catch (NumberFormatException e) {
      throw Problem.badRequest(name + " must be a whole number from " + min + " to " + max);
    }
  }
}
