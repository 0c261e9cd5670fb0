package io.framewise.connectors.folder;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Files that lie beside pictures: markers, {@code 7.jpg.done}, that say that a picture is ready,
 * and sidecars, {@code 7.json}, that say more of it. A picture waits for what it needs, however
 * long that takes, so that none goes on half known; after a minute it is told of.
 */
final class Beside {

  private static final String SIDECAR = ".json";
  private static final Duration TOLD_AFTER = Duration.ofMinutes(1);

  private final String marker;
  private final boolean sidecar;
  private final NavigableSet<String> waiting = new TreeSet<>();

  /**
   * What is needed beside a picture.
   *
   * @param marker the end of a marker's name; empty where there are none
   * @param sidecar whether there are sidecars
   */
  Beside(String marker, boolean sidecar) {
    this.marker = marker;
    this.sidecar = sidecar;
  }

  /** Whether a file of this name is a marker. */
  boolean isMarker(String name) {
    return !marker.isEmpty() && name.length() > marker.length() && name.endsWith(marker);
  }

  private boolean isSidecar(String name) {
    return sidecar && name.toLowerCase(Locale.ROOT).endsWith(SIDECAR);
  }

  /**
   * The pictures that have what they need.
   *
   * @param found all files, by their names
   * @param settled whether a file is not being written any more; a marker stands for that
   */
  NavigableMap<String, FoundFile> ready(
      NavigableMap<String, FoundFile> found, BiPredicate<String, FoundFile> settled, Instant now) {
    waiting.clear();
    Map<String, String> sidecars = new HashMap<>();
    found.keySet().stream()
        .filter(this::isSidecar)
        .forEach(name -> sidecars.put(withoutEnding(name), name));
    NavigableMap<String, FoundFile> ready = new TreeMap<>();
    for (Map.Entry<String, FoundFile> entry : found.entrySet()) {
      String name = entry.getKey();
      if (isMarker(name) || isSidecar(name)) {
        continue;
      }
      String saysMore = sidecars.getOrDefault(withoutEnding(name), "");
      FoundFile file = whole(name, saysMore, found);
      if (isMissing(file)) {
        if (file.stamp().modified().plus(TOLD_AFTER).isBefore(now)) {
          waiting.add(name);
        }
      } else if (file.marker().isPresent()
          || (settled.test(name, found.get(name))
              && file.sidecar().filter(beside -> !settled.test(saysMore, beside)).isEmpty())) {
        ready.put(name, file);
      }
    }
    return ready;
  }

  private FoundFile whole(String name, String saysMore, Map<String, FoundFile> found) {
    FoundFile file = found.get(name);
    FoundFile ready = marker.isEmpty() ? null : found.get(name + marker);
    return new FoundFile(
        file.path(),
        file.stamp(),
        Optional.ofNullable(ready),
        Optional.ofNullable(found.get(saysMore)));
  }

  private boolean isMissing(FoundFile file) {
    return (!marker.isEmpty() && file.marker().isEmpty()) || (sidecar && file.sidecar().isEmpty());
  }

  private static String withoutEnding(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
  }

  /** What people should know of pictures that wait; empty when there are none. */
  String note() {
    if (waiting.isEmpty()) {
      return "";
    }
    return "has pictures without " + needs() + ": " + LeftOut.names(waiting);
  }

  private String needs() {
    String both = sidecar ? "a sidecar " + SIDECAR : "";
    if (marker.isEmpty()) {
      return both;
    }
    return "the marker " + marker + (sidecar ? " or " + both : "");
  }
}
