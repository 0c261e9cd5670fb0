package io.framewise.platform.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Remembers for a while which pictures took too long, so that one that is asked for again and again
 * takes the decoders' time once. For a while only: in a process whose code was not yet compiled a
 * good picture may have been too slow. Safe for use by several threads.
 */
final class SlowPictures {

  private static final int MOST = 256;

  private final Duration memory;
  private final LongSupplier nanoTime;
  private final Map<String, Long> since = new LinkedHashMap<>();

  SlowPictures(Duration memory, LongSupplier nanoTime) {
    this.memory = memory;
    this.nanoTime = nanoTime;
  }

  /** Takes note of a picture that was given up. */
  synchronized void add(byte[] bytes) {
    since.put(digest(bytes), nanoTime.getAsLong());
    Iterator<String> oldest = since.keySet().iterator();
    if (since.size() > MOST) {
      oldest.next();
      oldest.remove();
    }
  }

  /** Whether a picture was given up not long ago. Costs nothing while none was. */
  synchronized boolean contains(byte[] bytes) {
    since.values().removeIf(time -> nanoTime.getAsLong() - time >= memory.toNanos());
    return !since.isEmpty() && since.containsKey(digest(bytes));
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
