package io.framewise.connectors.push;

import static io.framewise.platform.observe.LogKeys.SOURCE_ID;

import io.framewise.connectors.scene.SceneNote;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.FrameIds;
import io.framewise.connectors.source.FramePlace;
import io.framewise.connectors.source.FrameSource;
import io.framewise.connectors.source.PictureJudge;
import io.framewise.connectors.source.PictureSink;
import io.framewise.connectors.source.Receipt;
import io.framewise.platform.image.ImageProbe;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source whose pictures are pushed. Requests wait in a bounded queue and are taken one after the
 * other by the source's thread, each as a whole: one bad picture refuses them all.
 */
public final class PushSource implements FrameSource {

  private static final Logger LOG = LoggerFactory.getLogger(PushSource.class);
  private static final int WAITING = 16;
  private static final String MOVES =
      "the source is being stopped or changed; try again in a moment";
  private static final String BROKEN =
      "the source has ended by an error that the log of the connectors shows";

  private final String sourceId;
  private final SourceSettings settings;
  private final PushDesk desk;
  private final BlockingQueue<Push> waiting = new ArrayBlockingQueue<>(WAITING);
  private final FrameIds frameIds;
  private final KnownFrames known = new KnownFrames();
  private final PushRate rate;
  private volatile Optional<String> ended = Optional.empty();

  /** A source of this name that is found at {@code desk} while it runs. */
  public PushSource(String sourceId, SourceSettings settings, PushDesk desk, Clock clock) {
    this.sourceId = sourceId;
    this.settings = settings;
    this.desk = desk;
    this.frameIds = new FrameIds(sourceId, clock.instant());
    this.rate = new PushRate(settings.maxRate(), System::nanoTime);
  }

  /** Takes a request on its way; its places are told, or why not, unless that takes too long. */
  void offer(Push push) {
    if (!waiting.offer(push)) {
      push.places()
          .completeExceptionally(
              Refusal.busy("too many requests wait for this source; try again in a moment"));
    }
    // After it waits: whoever ends the source meanwhile has either seen it, or is seen here.
    ended.ifPresent(this::refuseAll);
  }

  @Override
  public String run(PictureSink sink) throws InterruptedException {
    if (!desk.isServed()) {
      sink.note("nothing can be pushed: connectors.push.port is not set for this process");
    }
    sink.opened();
    desk.open(sourceId, this);
    String why = BROKEN;
    try {
      while (true) {
        take(waiting.take(), sink);
      }
    } catch (InterruptedException e) {
      why = MOVES;
      throw e;
    } finally {
      desk.close(sourceId, this);
      ended = Optional.of(why);
      refuseAll(why);
    }
  }

  private void refuseAll(String why) {
    for (Push push = waiting.poll(); push != null; push = waiting.poll()) {
      push.places().completeExceptionally(Refusal.busy(why));
    }
  }

  private void take(Push push, PictureSink sink) throws InterruptedException {
    try {
      List<PushedPicture> pictures = push.begin();
      if (!pictures.isEmpty()) {
        take(push, pictures, sink);
      }
    } catch (Refusal e) {
      push.places().completeExceptionally(e);
    } catch (InterruptedException e) {
      push.places().completeExceptionally(Refusal.busy(MOVES));
      throw e;
    } catch (RuntimeException | Error e) {
      push.places().completeExceptionally(Refusal.busy(BROKEN));
      throw e;
    }
  }

  private void take(Push push, List<PushedPicture> pictures, PictureSink sink)
      throws InterruptedException {
    List<String> ids = ids(push.head().frameId(), pictures.size());
    // Asked once: a frame that is on its way now may be lost in the next moment.
    List<Optional<CompletableFuture<FramePlace>>> earlier = ids.stream().map(known::find).toList();
    boolean again = earlier.stream().allMatch(Optional::isPresent);
    if (!again) {
      requireRate(pictures.size(), sink);
    }
    List<ImageProbe> probes = again ? List.of() : Judged.requireGood(verdicts(pictures, ids), sink);
    List<CompletableFuture<FramePlace>> places = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      if (earlier.get(i).isPresent()) {
        LOG.atDebug().addKeyValue(SOURCE_ID, sourceId).log("a frame came again: {}", id);
        places.add(earlier.get(i).get());
      } else {
        Receipt receipt = known.expect(id);
        places.add(known.place(id));
        sink.picture(image(id, push.head(), pictures.get(i), probes.get(i)), receipt);
      }
    }
    answer(push, places);
  }

  private List<String> ids(String given, int pictures) {
    String first = given.isEmpty() ? frameIds.next() : given;
    return pictures == 1
        ? List.of(first)
        : IntStream.rangeClosed(1, pictures).mapToObj(number -> first + "-" + number).toList();
  }

  private void requireRate(int pictures, PictureSink sink) {
    Duration wait = rate.take(pictures);
    if (!wait.isZero()) {
      for (int i = 0; i < pictures; i++) {
        sink.rateCapped();
      }
      throw Refusal.tooFast(wait);
    }
  }

  private static List<PictureJudge.Verdict> verdicts(
      List<PushedPicture> pictures, List<String> ids) {
    return IntStream.range(0, pictures.size())
        .mapToObj(i -> verdict(pictures.get(i), ids.get(i)))
        .toList();
  }

  private static PictureJudge.Verdict verdict(PushedPicture picture, String id) {
    String name = picture.name().isEmpty() ? id : picture.name();
    return PictureJudge.USUAL.judge(name, picture.bytes().array(), picture.bytes().limit());
  }

  private CapturedImage image(String id, PushHead head, PushedPicture picture, ImageProbe probe) {
    Map<String, String> attributes = new HashMap<>(settings.attributes());
    if (!picture.name().isEmpty()) {
      attributes.put(CapturedImage.FILE_NAME, picture.name());
    }
    attributes.putAll(head.attributes());
    return new CapturedImage(
        id,
        head.capturedAt(),
        probe.format(),
        probe.width(),
        probe.height(),
        picture.bytes(),
        attributes,
        SceneNote.NONE);
  }

  private static void answer(Push push, List<CompletableFuture<FramePlace>> places) {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(places.toArray(CompletableFuture<?>[]::new));
    CompletableFuture<?> unused =
        all.whenComplete(
            (none, fault) -> {
              if (fault == null) {
                push.places().complete(places.stream().map(CompletableFuture::join).toList());
              } else {
                Throwable cause = fault.getCause() == null ? fault : fault.getCause();
                push.places().completeExceptionally(cause);
              }
            });
  }
}
