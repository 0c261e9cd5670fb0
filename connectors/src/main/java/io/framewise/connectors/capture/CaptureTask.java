package io.framewise.connectors.capture;

import io.framewise.connectors.capture.CaptureMessage.Ended;
import io.framewise.connectors.capture.CaptureMessage.LeftOut;
import io.framewise.connectors.capture.CaptureMessage.Look;
import io.framewise.connectors.capture.CaptureMessage.Opened;
import io.framewise.connectors.capture.CaptureMessage.Picture;
import io.framewise.connectors.capture.CaptureMessage.Progress;
import io.framewise.connectors.sampling.LiveClock;
import io.framewise.connectors.sampling.RateCap;
import io.framewise.connectors.scene.ChangeGate;
import io.framewise.connectors.scene.GateVerdict;
import io.framewise.connectors.scene.LumaPicture;
import io.framewise.connectors.settings.KeyFrames;
import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.video.DamagedPictureException;
import io.framewise.connectors.video.JpegEncoder;
import io.framewise.connectors.video.LiveVideo;
import io.framewise.connectors.video.StreamLimits;
import java.awt.image.BufferedImage;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Captures one stream in a capture process, until it is over or the thread is told to stop. */
final class CaptureTask implements Runnable {

  private static final int MICROS_PER_MILLI = 1_000;
  private static final long TELL_EVERY = TimeUnit.SECONDS.toNanos(1);
  // A key frame every 1.1 s will do where one picture a second is wanted.
  private static final double NEAR_ENOUGH = 1.25;
  private static final double MICROS_PER_SECOND = 1_000_000;

  private final CaptureOrder order;
  private final Consumer<CaptureMessage> out;
  private final Clock clock;
  private RateCap rateCap;
  private final LiveClock liveClock = new LiveClock();
  private final ChangeGate gate;
  private Optional<LumaPicture> last = Optional.empty();
  private int jumps;
  private int rateCapped;
  private int damaged;
  private int damagedTold;
  private long keyFrameMicros;
  private long told = System.nanoTime();
  private boolean keysOnly;

  /** A task that tells {@code out} what it captures. */
  CaptureTask(CaptureOrder order, Clock clock, Consumer<CaptureMessage> out) {
    this.order = order;
    this.out = out;
    this.clock = clock;
    this.rateCap = new RateCap(order.maxRate());
    this.gate = new ChangeGate(order.changeGate(), order.refresh());
  }

  @Override
  public void run() {
    out.accept(ending());
  }

  private Ended ending() {
    try (LiveVideo video =
            order
                .target()
                .open(
                    order.name(),
                    new StreamLimits(order.silence(), order.framing(), order.maxRate()),
                    this::reads);
        JpegEncoder encoder = new JpegEncoder(order.jpegQuality())) {
      out.accept(new Opened(video.facts()));
      if (video.paced()) {
        rateCap = new RateCap(0); // Whatever comes was asked for.
      }
      keysOnly = order.keyFrames() == KeyFrames.ALWAYS;
      video.keyFramesOnly(keysOnly);
      while (true) {
        video.next();
        takeWhole(video, encoder);
      }
    } catch (StreamFaultException e) {
      return new Ended(e.fault(), e.getMessage());
    } catch (SourceBrokenException e) {
      return new Ended(StreamFault.OTHER, e.getMessage());
    } catch (InterruptedException e) {
      return new Ended(StreamFault.CLOSED, "told to stop");
    } catch (RuntimeException | LinkageError e) {
      // Without its words, which may be FFmpeg's; and its neighbours in this process go on.
      return new Ended(
          StreamFault.OTHER, "its pictures cannot be taken: " + e.getClass().getSimpleName());
    }
  }

  private void takeWhole(LiveVideo video, JpegEncoder encoder) {
    try {
      take(video, encoder);
    } catch (DamagedPictureException e) {
      damaged = video.damaged(); // The next one may be whole.
    }
  }

  private void take(LiveVideo video, JpegEncoder encoder) {
    long arrival = TimeUnit.MILLISECONDS.toMicros(clock.millis());
    long time = liveClock.next(video.timestampMicros(), arrival);
    boolean wanted = rateCap.admits(time);
    rateCapped += wanted ? 0 : 1;
    damaged = video.damaged();
    keyFrameMicros = video.keyFrameMicros().orElse(0L);
    if (wanted) {
      boolean same = video.sameAgain() && last.isPresent();
      out.accept(
          same
              ? new LeftOut(time / MICROS_PER_MILLI, look(last.get()))
              : seen(video.image(), time, encoder));
      chooseKeyFrames(video);
    }
  }

  private CaptureMessage seen(BufferedImage image, long time, JpegEncoder encoder) {
    LumaPicture luma = LumaPicture.of(image);
    last = Optional.of(luma);
    Look look = look(luma);
    GateVerdict verdict = gate.next(luma, time);
    long millis = time / MICROS_PER_MILLI;
    return verdict instanceof GateVerdict.LeftOut
        ? new LeftOut(millis, look)
        : new Picture(
            millis,
            image.getWidth(),
            image.getHeight(),
            encoder.encode(image),
            verdict.unchangedSince(),
            look);
  }

  private Look look(LumaPicture luma) {
    boolean jumped = liveClock.jumps() > jumps;
    jumps = liveClock.jumps();
    return new Look(luma, jumped);
  }

  /** A packet has come: says so once a second, so that nobody takes a slow stream for a hang. */
  private void reads() {
    long now = System.nanoTime();
    if (now - told >= TELL_EVERY) {
      told = now;
      out.accept(new Progress(rateCapped, damaged - damagedTold, keyFrameMicros));
      rateCapped = 0;
      damagedTold = damaged;
    }
  }

  /** Decodes key frames only where they come as often as pictures are wanted. */
  private void chooseKeyFrames(LiveVideo video) {
    if (order.keyFrames() == KeyFrames.AUTO && order.maxRate() > 0) {
      double wanted = NEAR_ENOUGH * MICROS_PER_SECOND / order.maxRate();
      boolean enough = video.keyFrameMicros().filter(micros -> micros <= wanted).isPresent();
      if (enough != keysOnly) {
        keysOnly = enough;
        video.keyFramesOnly(enough);
      }
    }
  }
}
