package io.framewise.connectors.folder;

import io.framewise.connectors.folder.KnownFiles.Fate;
import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.scene.SceneNote;
import io.framewise.connectors.settings.CaptureTime;
import io.framewise.connectors.settings.NamePattern;
import io.framewise.connectors.settings.Pacing;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.FrameIds;
import io.framewise.connectors.source.FrameSource;
import io.framewise.connectors.source.PictureSink;
import io.framewise.connectors.source.RefusedPicture;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the pictures of a folder in the order of their names, then looks for new and changed
 * files until it is stopped. Files are only read: none is moved, changed or deleted. A good file
 * goes on byte by byte as it is; a bad one is refused once. A folder that is away and a file that
 * cannot be read are waited for.
 */
public final class FolderSource implements FrameSource {

  private static final Logger LOG = LoggerFactory.getLogger(FolderSource.class);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final Duration UNREADABLE_LIMIT = Duration.ofMinutes(1);
  private static final int UNFINISHED_POLLS = 10;
  private static final Set<String> MAY_BE_UNFINISHED = Set.of("truncated-image", "empty-file");

  private final String sourceId;
  private final SourceSettings settings;
  private final Clock clock;
  private final Pacer.Sleeper sleeper;
  private final FrameIds frameIds;
  private final FolderScan scan;
  private final NamePattern namePattern;
  private final KnownFiles known = new KnownFiles();
  private final Reader reader;
  private String toldLeftOut = "";

  /** Reads one file. */
  @FunctionalInterface
  interface Reader {

    /** What became of the file that was listed under that name. */
    PictureFile.Result read(String name, FoundFile file) throws InterruptedException;
  }

  /** A source that reads the folder {@code settings.path()}. */
  public FolderSource(
      String sourceId, SourceSettings settings, Clock clock, Pacer.Sleeper sleeper) {
    this(sourceId, settings, clock, sleeper, PictureFile::read, FolderScan.Attributes.real());
  }

  /** The same with a reader, and a way to look at files, that may fail. */
  FolderSource(
      String sourceId,
      SourceSettings settings,
      Clock clock,
      Pacer.Sleeper sleeper,
      Reader reader,
      FolderScan.Attributes attributes) {
    this.reader = reader;
    this.sourceId = sourceId;
    this.settings = settings;
    this.clock = clock;
    this.sleeper = sleeper;
    this.frameIds = new FrameIds(sourceId, clock.instant());
    this.namePattern = NamePattern.of(settings.namePattern());
    this.scan =
        new FolderScan(settings.path(), settings.recursive(), settings.pollInterval(), attributes);
  }

  @Override
  public String run(PictureSink sink) throws InterruptedException {
    boolean paused = false;
    while (true) {
      paused = readRound(paused, sink) == 0;
      if (paused) {
        sleeper.sleep(settings.pollInterval());
      }
    }
  }

  /** Reads what is due now; returns how many good pictures there were. */
  private int readRound(boolean paused, PictureSink sink) throws InterruptedException {
    NavigableMap<String, FoundFile> ready;
    try {
      ready = scan.ready(clock.instant(), paused);
    } catch (IOException e) {
      LOG.debug("a folder cannot be read", e);
      sink.waits(away(e));
      return 0;
    }
    sink.opened();
    tellLeftOut(sink);
    known.see(ready.keySet(), clock.instant());
    return read(ready, sink);
  }

  private String away(IOException e) {
    String why = "the disk or share gives an error";
    if (e instanceof NoSuchFileException) {
      why = "it is not there";
    } else if (e instanceof NotDirectoryException) {
      why = "it is no folder any more";
    } else if (e instanceof AccessDeniedException) {
      why = "this process may not, check its permissions";
    }
    return "the folder "
        + FileNames.of(settings.path())
        + " cannot be read: "
        + why
        + "; it is tried again";
  }

  private void tellLeftOut(PictureSink sink) {
    String note = LeftOut.of(scan.subfolders(), scan.unseen(), settings.recursive());
    if (!note.equals(toldLeftOut)) {
      toldLeftOut = note;
      if (!note.isEmpty()) {
        LOG.warn("the folder {} {}", FileNames.of(settings.path()), note);
      }
      sink.note(note);
    }
  }

  private int read(Map<String, FoundFile> ready, PictureSink sink) throws InterruptedException {
    int good = 0;
    for (Map.Entry<String, FoundFile> file : ready.entrySet()) {
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

  private boolean due(String name, FoundFile file) {
    Optional<Fate> fate = known.fate(name, file.stamp());
    return fate.isEmpty()
        || (fate.get() == Fate.DELIVERED ? settings.loop() : fate.get() != Fate.REFUSED);
  }

  private boolean read(String name, FoundFile file, PictureSink sink) throws InterruptedException {
    PictureFile.Result outcome = reader.read(name, file);
    if (outcome instanceof PictureFile.Result.Good good) {
      known.put(name, file.stamp(), Fate.DELIVERED, clock.instant());
      sink.picture(picture(name, file, good));
      return true;
    }
    if (outcome instanceof PictureFile.Result.Bad bad) {
      refuseOrWait(name, file.stamp(), bad.refused(), sink);
    }
    if (outcome instanceof PictureFile.Result.Unreadable unreadable) {
      waitFor(name, file.stamp(), unreadable.refused(), sink);
    }
    return false;
  }

  /** A writer may have paused: what looks cut off and is young gets some more looks. */
  private void refuseOrWait(String name, FileStamp stamp, RefusedPicture refused, PictureSink sink)
      throws InterruptedException {
    Instant now = clock.instant();
    Duration patience = settings.pollInterval().multipliedBy(UNFINISHED_POLLS);
    Instant since = known.since(name, stamp).orElse(now);
    boolean young =
        stamp.modified().isAfter(now.minus(patience)) && !since.plus(patience).isBefore(now);
    if (young && MAY_BE_UNFINISHED.contains(refused.category())) {
      known.put(name, stamp, Fate.UNFINISHED, now);
      return;
    }
    known.put(name, stamp, Fate.REFUSED, now);
    sink.refused(refused);
  }

  private void waitFor(String name, FileStamp stamp, RefusedPicture refused, PictureSink sink)
      throws InterruptedException {
    Instant now = clock.instant();
    Optional<Fate> fate = known.fate(name, stamp);
    boolean told = fate.filter(Fate.GIVEN_UP::equals).isPresent();
    boolean waiting = fate.filter(Fate.UNREADABLE::equals).isPresent();
    if (told) {
      return;
    }
    if (waiting && !known.since(name, stamp).orElse(now).plus(UNREADABLE_LIMIT).isAfter(now)) {
      known.put(name, stamp, Fate.GIVEN_UP, now);
      sink.refused(refused);
      return;
    }
    if (!waiting) {
      LOG.warn("{}; it is tried again", refused.message());
    }
    known.put(name, stamp, Fate.UNREADABLE, now);
  }

  private CapturedImage picture(String name, FoundFile file, PictureFile.Result.Good good) {
    boolean byFile = settings.capturedAt() == CaptureTime.MODIFIED;
    Instant capturedAt = byFile ? file.stamp().modified() : clock.instant();
    return new CapturedImage(
        byFile ? FileIds.of(sourceId, name, file.stamp()) : frameIds.next(),
        capturedAt.truncatedTo(ChronoUnit.MILLIS),
        good.probe().format(),
        good.probe().width(),
        good.probe().height(),
        good.bytes(),
        attributes(name),
        SceneNote.NONE);
  }

  /** The file's own name counts for more than what stands in the settings for all. */
  private Map<String, String> attributes(String name) {
    Map<String, String> attributes = new HashMap<>(settings.attributes());
    attributes.putAll(namePattern.attributes(name.substring(name.lastIndexOf('/') + 1)));
    attributes.put(CapturedImage.FILE_NAME, name);
    return attributes;
  }

  private void pace() throws InterruptedException {
    if (settings.pacing() == Pacing.REALTIME && settings.maxRate() > 0) {
      sleeper.sleep(Duration.ofNanos(Math.round(NANOS_PER_SECOND / settings.maxRate())));
    }
  }
}
