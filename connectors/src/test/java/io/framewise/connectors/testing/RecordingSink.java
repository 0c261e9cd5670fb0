package io.framewise.connectors.testing;

import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.PictureSink;
import io.framewise.connectors.source.RefusedPicture;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what a source delivers; may end the source's run after so many pictures. */
public final class RecordingSink implements PictureSink {

  private final int limit;
  private final List<CapturedImage> pictures = new CopyOnWriteArrayList<>();
  private final List<RefusedPicture> refused = new CopyOnWriteArrayList<>();
  private final AtomicInteger rateCapped = new AtomicInteger();

  /** A sink without a limit. */
  public RecordingSink() {
    this(Integer.MAX_VALUE);
  }

  /** A sink that tells the source to stop once it has {@code limit} pictures. */
  public RecordingSink(int limit) {
    this.limit = limit;
  }

  @Override
  public void opened() {
    // Nothing to keep.
  }

  @Override
  public void picture(CapturedImage picture) throws InterruptedException {
    pictures.add(picture);
    if (pictures.size() >= limit) {
      throw new InterruptedException("enough");
    }
  }

  @Override
  public void rateCapped() {
    rateCapped.incrementAndGet();
  }

  @Override
  public void refused(RefusedPicture picture) {
    refused.add(picture);
  }

  /** The pictures so far. */
  public List<CapturedImage> pictures() {
    return pictures;
  }

  /** The refusals so far. */
  public List<RefusedPicture> refusals() {
    return refused;
  }

  /** How many pictures the rate cap left out. */
  public int rateCappedPictures() {
    return rateCapped.get();
  }
}
