package io.framewise.connectors.testing;

import io.framewise.connectors.scene.SceneCondition;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.PictureSink;
import io.framewise.connectors.source.RefusedPicture;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what a source delivers; may end the source's run after so many pictures. */
public class RecordingSink implements PictureSink {

  private final int limit;
  private final List<CapturedImage> pictures = new CopyOnWriteArrayList<>();
  private final List<RefusedPicture> refused = new CopyOnWriteArrayList<>();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final Set<String> waits = new CopyOnWriteArraySet<>();
  private final AtomicInteger rateCapped = new AtomicInteger();
  private final AtomicInteger unchanged = new AtomicInteger();
  private volatile List<SceneCondition> conditions = List.of();
  private final AtomicInteger opened = new AtomicInteger();

  /** A sink without a limit. */
  public RecordingSink() {
    this(Integer.MAX_VALUE);
  }

  /** A sink that tells the source to stop once it has {@code limit} pictures. */
  public RecordingSink(int limit) {
    this.limit = limit;
  }

  @Override
  public final void opened() {
    opened.incrementAndGet();
  }

  @Override
  public final void note(String text) {
    notes.add(text);
  }

  @Override
  public void waits(String reason) {
    waits.add(reason);
  }

  @Override
  public void picture(CapturedImage picture) throws InterruptedException {
    pictures.add(picture);
    if (pictures.size() >= limit) {
      throw new InterruptedException("enough");
    }
  }

  @Override
  public final void rateCapped() {
    rateCapped.incrementAndGet();
  }

  @Override
  public final void unchanged() {
    unchanged.incrementAndGet();
  }

  @Override
  public final void conditions(List<SceneCondition> now) {
    conditions = List.copyOf(now);
  }

  @Override
  public final void refused(RefusedPicture picture) {
    refused.add(picture);
  }

  /** The pictures so far. */
  public final List<CapturedImage> pictures() {
    return pictures;
  }

  /** How often the source said that it is open. */
  public final int timesOpened() {
    return opened.get();
  }

  /** What the source said of itself so far. */
  public final List<String> notes() {
    return notes;
  }

  /** What the source has waited for so far. */
  public final Set<String> waits() {
    return waits;
  }

  /** The refusals so far. */
  public final List<RefusedPicture> refusals() {
    return refused;
  }

  /** How many pictures the change gate left out. */
  public final int unchangedPictures() {
    return unchanged.get();
  }

  /** What is wrong with the pictures now. */
  public final List<SceneCondition> conditions() {
    return conditions;
  }

  /** How many pictures the rate cap left out. */
  public final int rateCappedPictures() {
    return rateCapped.get();
  }
}
