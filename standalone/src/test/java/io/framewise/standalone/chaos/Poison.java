package io.framewise.standalone.chaos;

import io.framewise.testing.Pictures;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records that do not belong on a frames topic, one kind after the other, and how many of each were
 * sent. One thread sends.
 */
final class Poison {

  private static final int WIRE_HEADER = 5;
  private static final int FIRST_UNKNOWN_SCHEMA = 1_000_000;
  private static final long YEAR_MS = Duration.ofDays(365).toMillis();

  private final FrameSender sender;
  private final Map<String, Long> byCategory = new TreeMap<>();
  private final Map<String, Long> bySource = new TreeMap<>();
  private final List<Kind> kinds = new ArrayList<>();
  private int sent;

  private interface Value {
    byte[] of(String sourceId);
  }

  private record Kind(String category, boolean withKey, Value value) {}

  Poison(FrameSender sender) {
    this.sender = sender;
    kinds.add(new Kind("not-an-image", true, source -> text("garbage")));
    kinds.add(new Kind("bad-record", true, source -> null));
    kinds.add(new Kind("bad-record", true, source -> unknownSchema()));
    kinds.add(new Kind("bad-record", true, source -> Arrays.copyOf(good(source), WIRE_HEADER + 4)));
    kinds.add(new Kind("bad-record", true, source -> hugeText(good(source))));
    kinds.add(new Kind("bad-record", true, source -> good("another")));
    kinds.add(new Kind("bad-record", true, source -> Pictures.jpeg(32, 32)));
    kinds.add(new Kind("too-many-pixels", true, source -> Pictures.pngHeader(16_000, 16_000)));
    kinds.add(
        new Kind("truncated-image", true, source -> Arrays.copyOf(Pictures.jpeg(32, 32), 20)));
    kinds.add(
        new Kind(
            "bad-time",
            true,
            source -> sender.frame(source, "ahead", System.currentTimeMillis() + YEAR_MS)));
    kinds.add(new Kind("no-key", false, this::good));
  }

  /** The next kind, under a source's key unless the kind has none. */
  void send(String sourceId) {
    Kind kind = kinds.get(sent++ % kinds.size());
    sender.send(kind.withKey() ? sourceId : null, kind.value().of(sourceId));
    byCategory.merge(kind.category(), 1L, Long::sum);
    if (kind.withKey()) {
      bySource.merge(sourceId, 1L, Long::sum);
    }
  }

  /** How many dead letters there must be, by category. */
  Map<String, Long> byCategory() {
    return byCategory;
  }

  /** How many dead letters there must be. */
  long total() {
    return byCategory.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many of them a source has to account for. */
  long of(String sourceId) {
    return bySource.getOrDefault(sourceId, 0L);
  }

  private byte[] good(String sourceId) {
    return sender.frame(sourceId, "stray", 0);
  }

  /** Another one each time: what is known of one must not help with the next. */
  private byte[] unknownSchema() {
    return ByteBuffer.allocate(WIRE_HEADER + 4)
        .put((byte) 0)
        .putInt(FIRST_UNKNOWN_SCHEMA + sent)
        .array();
  }

  /** The header of a good record, and then a text that says it has a billion characters. */
  private static byte[] hugeText(byte[] good) {
    byte[] billion = {(byte) 0x80, (byte) 0xA8, (byte) 0xD6, (byte) 0xB9, 0x07};
    return ByteBuffer.allocate(WIRE_HEADER + billion.length)
        .put(good, 0, WIRE_HEADER)
        .put(billion)
        .array();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
