package io.framewise.connectors.testing;

import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.FramePlace;
import io.framewise.connectors.source.Receipt;
import io.framewise.connectors.source.RefusedPicture;
import java.util.ArrayList;
import java.util.List;

/** A sink that gives receipts when it is told to, as Kafka does. */
public final class AcknowledgingSink extends RecordingSink {

  private final List<Receipt> open = new ArrayList<>();

  @Override
  public synchronized void picture(CapturedImage picture, Receipt receipt)
      throws InterruptedException {
    picture(picture);
    open.add(receipt);
  }

  @Override
  public synchronized void refused(RefusedPicture picture, Receipt receipt) {
    refused(picture);
    open.add(receipt);
  }

  /** Everything that was taken so far has arrived. */
  public synchronized void acknowledge() {
    open.forEach(receipt -> receipt.published(new FramePlace("frame", "frames", 0, 0)));
    open.clear();
  }

  /** The first of what was taken has arrived. */
  public synchronized void acknowledgeFirst() {
    open.remove(0).published(new FramePlace("frame", "frames", 0, 0));
  }

  /** Everything that was taken so far is given up. */
  public synchronized void lose() {
    open.forEach(Receipt::lost);
    open.clear();
  }
}
