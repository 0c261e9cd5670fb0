package io.framewise.connectors.web;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A playlist of HLS (RFC 8216): of streams of one camera in several sizes, or of the segments of
 * one stream.
 *
 * @param variants the streams; empty in a playlist of segments
 * @param segments the segments, oldest first
 * @param target how long a segment is at most
 * @param ended whether none will be added
 */
record Playlist(List<Variant> variants, List<Segment> segments, Duration target, boolean ended) {

  /** One of several streams; its longer side is 0 where it is not said. */
  record Variant(URI address, long bandwidth, int longerSide) {}

  /**
   * A piece of a stream.
   *
   * @param number its place in the stream
   * @param start what must be read before it, where it is not whole by itself
   */
  record Segment(URI address, long number, Optional<URI> start) {}

  /** Makes addresses of what stands in a playlist, and refuses those that are not allowed. */
  @FunctionalInterface
  interface Addresses {

    /** The address. */
    URI of(String reference) throws StreamFaultException;
  }

  private static final Pattern ATTRIBUTE = Pattern.compile("([A-Z0-9-]+)=(\"[^\"]*\"|[^,]*)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");
  private static final int MOST_ENTRIES = 20_000;
  private static final long LONGEST_TARGET_S = 60;

  /**
   * Reads a playlist.
   *
   * @throws StreamFaultException when it is none, or of a kind that is not taken
   */
  static Playlist read(String text, Addresses addresses) throws StreamFaultException {
    if (!text.stripLeading().startsWith("#EXTM3U")) {
      throw new StreamFaultException(StreamFault.OTHER_PROTOCOL, "what comes is no playlist");
    }
    Reading reading = new Reading(addresses);
    for (String line : (Iterable<String>) text.lines()::iterator) {
      reading.take(line.strip());
    }
    return new Playlist(
        List.copyOf(reading.variants),
        List.copyOf(reading.segments),
        Duration.ofSeconds(reading.target),
        reading.ended);
  }

  /** The stream with the most pixels that need not be scaled down; else the smallest one. */
  Variant best(int maxSide) {
    Comparator<Variant> bySize =
        Comparator.comparingInt(Variant::longerSide).thenComparingLong(Variant::bandwidth);
    return variants.stream()
        .filter(variant -> variant.longerSide() <= maxSide)
        .max(bySize)
        .orElseGet(() -> variants.stream().min(bySize).orElseThrow());
  }

  /** What has been read of a playlist so far. */
  private static final class Reading {

    private final Addresses addresses;
    private final List<Variant> variants = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private Optional<String> stream = Optional.empty();
    private Optional<URI> start = Optional.empty();
    private long number;
    private long target = 10;
    private boolean ended;

    Reading(Addresses addresses) {
      this.addresses = addresses;
    }

    void take(String line) throws StreamFaultException {
      int colon = line.indexOf(':');
      String value = colon < 0 ? "" : line.substring(colon + 1);
      switch (colon < 0 ? line : line.substring(0, colon)) {
        case "#EXT-X-STREAM-INF" -> stream = Optional.of(value);
        case "#EXT-X-MEDIA-SEQUENCE" -> number = number(value);
        case "#EXT-X-TARGETDURATION" ->
            target = Math.max(1, Math.min(LONGEST_TARGET_S, number(value)));
        case "#EXT-X-ENDLIST" -> ended = true;
        case "#EXT-X-MAP" -> {
          requireWhole(attribute(value, "BYTERANGE").isEmpty());
          start = Optional.of(addresses.of(attribute(value, "URI").orElse("")));
        }
        case "#EXT-X-KEY" -> requireClear(attribute(value, "METHOD").orElse("NONE"));
        case "#EXT-X-BYTERANGE" -> requireWhole(false);
        default -> takeAddress(line);
      }
    }

    private void takeAddress(String line) throws StreamFaultException {
      if (line.isEmpty() || line.startsWith("#")) {
        return;
      }
      if (variants.size() + segments.size() >= MOST_ENTRIES) {
        throw new StreamFaultException(StreamFault.TOO_LARGE, "the playlist has too many entries");
      }
      URI address = addresses.of(line);
      if (stream.isPresent()) {
        String value = stream.get();
        variants.add(
            new Variant(
                address,
                number(attribute(value, "BANDWIDTH").orElse("0")),
                longerSide(attribute(value, "RESOLUTION").orElse(""))));
        stream = Optional.empty();
      } else {
        segments.add(new Segment(address, number++, start));
      }
    }

    private static int longerSide(String resolution) {
      Matcher size = SIZE.matcher(resolution);
      return size.matches()
          ? Math.max(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)))
          : 0;
    }

    private static Optional<String> attribute(String value, String name) {
      Matcher attributes = ATTRIBUTE.matcher(value);
      while (attributes.find()) {
        if (attributes.group(1).equals(name)) {
          return Optional.of(attributes.group(2).replace("\"", ""));
        }
      }
      return Optional.empty();
    }

    private static long number(String text) {
      String digits = text.strip().split("\\.", 2)[0];
      return digits.matches("\\d{1,15}") ? Long.parseLong(digits) : 0;
    }

    private static void requireClear(String method) throws StreamFaultException {
      if (!method.equals("NONE")) {
        throw new StreamFaultException(
            StreamFault.OTHER_CODEC, "its segments are encrypted, which is not taken");
      }
    }

    private static void requireWhole(boolean whole) throws StreamFaultException {
      if (!whole) {
        throw new StreamFaultException(
            StreamFault.OTHER_CODEC,
            "its playlist names pieces of files (BYTERANGE), which is not taken");
      }
    }
  }
}
