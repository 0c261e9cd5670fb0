package io.framewise.streams.api.routes;

import io.framewise.streams.api.json.EventJson;
import io.framewise.streams.query.Queries;
import io.framewise.streams.query.SourceView;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The newest events of sources as they are answered, kept until another event of their source is
 * committed, a second at most: what else changes them, such as a question set that is removed, is
 * in force that much later. Safe for use by several threads.
 */
public final class LatestAnswers {

  private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

  /** Answers that are kept; when there are more, all are read anew. */
  private static final int MOST = 256;

  /** An answer that is larger is not kept. */
  private static final int LARGEST = 64 * 1024;

  private final Queries queries;
  private final LongSupplier nanos;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  /**
   * Answers from the state of this instance.
   *
   * @param nanos as {@link System#nanoTime}
   */
  public LatestAnswers(Queries queries, LongSupplier nanos) {
    this.queries = queries;
    this.nanos = nanos;
  }

  /** One answer; without a body while it is read. Two are the same only if they are one. */
  private static final class Kept {

    private final Buffer body;
    private final long readAt;

    Kept(Buffer body, long readAt) {
      this.body = body;
      this.readAt = readAt;
    }
  }

  /** The answer about a source, if it is kept. */
  Optional<Buffer> kept(String sourceId) {
    return Optional.ofNullable(kept.get(sourceId))
        .filter(answer -> nanos.getAsLong() - answer.readAt < LONGEST_NANOS)
        .map(answer -> answer.body);
  }

  /** Reads the answer about a source, and keeps it if nothing was committed meanwhile. Blocking. */
  Buffer read(SourceView source) {
    Kept reading = new Kept(null, nanos.getAsLong());
    if (kept.size() >= MOST) {
      kept.clear();
    }
    kept.put(source.id(), reading);
    Buffer body = EventJson.list(queries.latest(source)).put("sourceId", source.id()).toBuffer();
    if (body.length() <= LARGEST) {
      kept.replace(source.id(), reading, new Kept(body, reading.readAt));
    }
    return body;
  }

  /** An event of a source was committed. */
  public void forget(String sourceId) {
    kept.remove(sourceId);
  }
}
