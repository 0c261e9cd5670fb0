package io.framewise.streams.api.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many requests each may make a second: a bucket of tokens each, which holds as many as two
 * seconds bring. Of many buckets those are forgotten that were used longest ago. Safe for use by
 * several threads.
 */
public final class RateLimit {

  private static final int MOST_BUCKETS = 10_000;
  private static final int SECONDS_HELD = 2;

  /** A bucket: how many tokens it had, and when. */
  private record Bucket(double tokens, long atNanos) {}

  private final int perSecond;
  private final LongSupplier nanos;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_BUCKETS;
        }
      };

  /**
   * A limit.
   *
   * @param nanos a clock that only goes forward
   */
  public RateLimit(int perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
  }

  int perSecond() {
    return perSecond;
  }

  /** Takes a token from a bucket; false when there is none. */
  synchronized boolean take(String name) {
    long now = nanos.getAsLong();
    double full = (double) perSecond * SECONDS_HELD;
    Bucket known = buckets.getOrDefault(name, new Bucket(full, now));
    double passed = (double) (now - known.atNanos()) / TimeUnit.SECONDS.toNanos(1);
    double tokens = Math.min(full, known.tokens() + passed * perSecond);
    boolean taken = tokens >= 1;
    buckets.put(name, new Bucket(taken ? tokens - 1 : tokens, now));
    return taken;
  }
}
