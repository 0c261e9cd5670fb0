package io.framewise.connectors.folder;

import io.framewise.connectors.folder.KnownFiles.Fate;
import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.settings.Pacing;
import io.framewise.connectors.settings.SourceSettings;
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
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the pictures of a folder in the order of their names, then looks for new and changed
 * files until it is stopped. Files are only read: none is changed or deleted, and none is moved
 * unless {@code moved-to} says so. A good file goes on byte by byte as it is; a bad one is refused
 * once. A folder that is away and a file that cannot be read are waited for.
 */
public final class FolderSource implements FrameSource {

  private static final Logger LOG = LoggerFactory.getLogger(FolderSource.class);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final Duration UNREADABLE_LIMIT = Duration.ofMinutes(1);
  private static final int UNFINISHED_POLLS = 10;
  private static final Set<String> MAY_BE_UNFINISHED =
      Set.of("truncated-image", "empty-file", Sidecar.CATEGORY);

  private final SourceSettings settings;
  private final Clock clock;
  private final Pacer.Sleeper sleeper;
  private final FolderPictures pictures;
  private final FolderScan scan;
  private final KnownFiles known = new KnownFiles();
  private final ReadFiles done;
  private final Reader reader;
  private String told = "";

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
    this.settings = settings;
    this.clock = clock;
    this.sleeper = sleeper;
    this.pictures = new FolderPictures(sourceId, settings, clock);
    this.scan = new FolderScan(settings, attributes);
    this.done = new ReadFiles(settings.path(), settings.movedToFolder(), known::forget);
  }

  @Override
  public String run(PictureSink sink) throws InterruptedException {
    boolean paused = false;
    try {
      while (true) {
        paused = readRound(paused, sink) == 0;
        if (paused) {
          sleeper.sleep(settings.pollInterval());
        }
      }
    } finally {
      done.finish();
    }
  }

  /** Reads what is due now; returns how many good pictures there were. */
  private int readRound(boolean paused, PictureSink sink) throws InterruptedException {
    done.move();
    NavigableMap<String, FoundFile> ready;
    try {
      ready = scan.ready(clock.instant(), paused);
    } catch (IOException e) {
      LOG.debug("a folder cannot be read", e);
      sink.waits(away(e));
      return 0;
    }
    sink.opened();
    tell(sink);
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

  private void tell(PictureSink sink) {
    String note =
        Stream.of(
                LeftOut.of(scan.subfolders(), scan.unseen(), settings.recursive()),
                scan.waiting(),
                done.note())
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
    if (!note.equals(told)) {
      told = note;
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
      done.move();
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
      sink.picture(pictures.of(name, file, good), done.receipt(name, file));
      return true;
    }
    if (outcome instanceof PictureFile.Result.Bad bad) {
      refuseOrWait(name, file, bad.refused(), sink);
    }
    if (outcome instanceof PictureFile.Result.Unreadable unreadable) {
      waitFor(name, file.stamp(), unreadable.refused(), sink);
    }
    return false;
  }

  /** A writer may have paused: what looks cut off and is young gets some more looks. */
  private void refuseOrWait(String name, FoundFile file, RefusedPicture refused, PictureSink sink)
      throws InterruptedException {
    FileStamp stamp = file.stamp();
    Instant now = clock.instant();
    Duration patience = settings.pollInterval().multipliedBy(UNFINISHED_POLLS);
    Instant since = known.since(name, stamp).orElse(now);
    boolean young =
        file.written().isAfter(now.minus(patience)) && !since.plus(patience).isBefore(now);
    if (young && MAY_BE_UNFINISHED.contains(refused.category())) {
      known.put(name, stamp, Fate.UNFINISHED, now);
      return;
    }
    known.put(name, stamp, Fate.REFUSED, now);
    sink.refused(refused, done.receipt(name, file));
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

  private void pace() throws InterruptedException {
    if (settings.pacing() == Pacing.REALTIME && settings.maxRate() > 0) {
      sleeper.sleep(Duration.ofNanos(Math.round(NANOS_PER_SECOND / settings.maxRate())));
    }
  }
}
