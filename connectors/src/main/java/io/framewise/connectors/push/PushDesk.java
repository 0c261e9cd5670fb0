package io.framewise.connectors.push;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where pushes find their source. Safe for use by several threads. */
public final class PushDesk {

  private final Map<String, PushSource> sources = new ConcurrentHashMap<>();
  private final boolean isServed;

  /** A desk; {@code isServed} tells whether anybody can reach it. */
  public PushDesk(boolean isServed) {
    this.isServed = isServed;
  }

  boolean isServed() {
    return isServed;
  }

  void open(String sourceId, PushSource source) {
    sources.put(sourceId, source);
  }

  void close(String sourceId, PushSource source) {
    sources.remove(sourceId, source);
  }

  Optional<PushSource> find(String sourceId) {
    return Optional.ofNullable(sources.get(sourceId));
  }
}
