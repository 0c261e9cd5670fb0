package io.framewise.streams.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A mark that is sent to the topic of completions. When it has been read, all completions that were
 * on the topic when it was sent have been read too. It is a record without key and value, which
 * readers of completions skip; a header holds the application and the time.
 *
 * @param partition partition that it is for
 * @param sentAtMs when it was sent
 */
public record ReadMark(int partition, long sentAtMs) {

  private static final String HEADER = "framewise-read-through";
  private static final int MAX_BYTES = 1024;

  /** The mark as a record of an application. */
  public Record<String, ReadMark> record(String application) {
    String text = sentAtMs + " " + application;
    RecordHeaders headers = new RecordHeaders();
    headers.add(HEADER, text.getBytes(StandardCharsets.UTF_8));
    return new Record<>(null, this, sentAtMs, headers);
  }

  /** Whether a record is a mark, of any application. */
  public static boolean isOne(Record<?, byte[]> record) {
    return record.value() == null && record.headers().lastHeader(HEADER) != null;
  }

  /** When a mark was sent; empty when a record is none of {@code application}. */
  public static Optional<Long> sentAtMs(Record<?, byte[]> record, String application) {
    if (!isOne(record)) {
      return Optional.empty();
    }
    Header header = record.headers().lastHeader(HEADER);
    if (header.value() == null || header.value().length > MAX_BYTES) {
      return Optional.empty();
    }
    String[] text = new String(header.value(), StandardCharsets.UTF_8).split(" ", 2);
    return text.length == 2 && text[1].equals(application) && text[0].matches("\\d{1,18}")
        ? Optional.of(Long.parseLong(text[0]))
        : Optional.empty();
  }
}
