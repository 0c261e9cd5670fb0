package io.framewise.connectors.folder;

import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.settings.CaptureTime;
import io.framewise.connectors.settings.NamePattern;
import io.framewise.connectors.settings.Pacing;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.FrameSource;
import io.framewise.connectors.source.PictureSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/**
 * Delivers the pictures of a folder in the order of their names, then looks for new and changed
 * files until it is stopped. Files are only read: none is moved, changed or deleted. A good file
 * goes on byte by byte as it is; a bad one is refused once.
 */
public final class FolderSource implements FrameSource {

  private static final double NANOS_PER_SECOND = 1e9;

  private final SourceSettings settings;
  private final Clock clock;
  private final Pacer.Sleeper sleeper;
  private final FrameIds frameIds;
  private final FolderScan scan;
  private final NamePattern namePattern;
  private final Map<String, FileStamp> done = new HashMap<>();
  private final Set<String> refused = new HashSet<>();

  /** A source that reads the folder {@code settings.path()}. */
  public FolderSource(
      String sourceId, SourceSettings settings, Clock clock, Pacer.Sleeper sleeper) {
    this.settings = settings;
    this.clock = clock;
    this.sleeper = sleeper;
    this.frameIds = new FrameIds(sourceId, clock.instant());
    this.namePattern = NamePattern.of(settings.namePattern());
    this.scan = new FolderScan(settings.path(), settings.pollInterval());
  }

  @Override
  public String run(PictureSink sink) throws InterruptedException {
    while (true) {
      NavigableMap<String, FileStamp> ready = scan.ready(clock.instant());
      sink.opened();
      forgetAllBut(ready.keySet());
      if (readRound(ready, sink) == 0) {
        sleeper.sleep(settings.pollInterval());
      }
    }
  }

  private void forgetAllBut(Set<String> names) {
    done.keySet().retainAll(names);
    refused.retainAll(names);
  }

  /** Reads what is due in this round; returns how many good pictures there were. */
  private int readRound(Map<String, FileStamp> ready, PictureSink sink)
      throws InterruptedException {
    int good = 0;
    for (Map.Entry<String, FileStamp> file : ready.entrySet()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (due(file.getKey(), file.getValue()) && read(file.getKey(), file.getValue(), sink)) {
        good++;
        pace();
      }
    }
    return good;
  }

  private boolean due(String name, FileStamp stamp) {
    boolean seen = stamp.equals(done.get(name));
    return !seen || (settings.loop() && !refused.contains(name));
  }

  private boolean read(String name, FileStamp stamp, PictureSink sink) throws InterruptedException {
    PictureFile.Outcome outcome = PictureFile.read(settings.path().resolve(name), stamp);
    if (outcome instanceof PictureFile.Outcome.Good good) {
      done.put(name, stamp);
      refused.remove(name);
      sink.picture(picture(name, stamp, good));
      return true;
    }
    if (outcome instanceof PictureFile.Outcome.Bad bad) {
      done.put(name, stamp);
      refused.add(name);
      sink.refused(bad.refused());
    }
    return false;
  }

  private CapturedImage picture(String name, FileStamp stamp, PictureFile.Outcome.Good good) {
    boolean byFile = settings.capturedAt() == CaptureTime.MODIFIED;
    Instant capturedAt = byFile ? stamp.modified() : clock.instant();
    return new CapturedImage(
        byFile ? frameIds.ofFile(name, stamp) : frameIds.next(),
        capturedAt.truncatedTo(ChronoUnit.MILLIS),
        good.probe().format(),
        good.probe().width(),
        good.probe().height(),
        good.bytes(),
        attributes(name));
  }

  /** The file's own name counts for more than what stands in the settings for all. */
  private Map<String, String> attributes(String name) {
    Map<String, String> attributes = new HashMap<>(settings.attributes());
    attributes.putAll(namePattern.attributes(name));
    attributes.put(CapturedImage.FILE_NAME, name);
    return attributes;
  }

  private void pace() throws InterruptedException {
    if (settings.pacing() == Pacing.REALTIME && settings.maxRate() > 0) {
      sleeper.sleep(Duration.ofNanos(Math.round(NANOS_PER_SECOND / settings.maxRate())));
    }
  }
}
