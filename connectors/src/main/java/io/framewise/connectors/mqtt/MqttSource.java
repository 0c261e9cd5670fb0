package io.framewise.connectors.mqtt;

import io.framewise.connectors.camera.Backoff;
import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.sampling.RateCap;
import io.framewise.connectors.scene.SceneNote;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.settings.WhenStalled;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.FrameIds;
import io.framewise.connectors.source.FrameSource;
import io.framewise.connectors.source.PictureJudge;
import io.framewise.connectors.source.PictureSink;
import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.platform.image.ImageProbe;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Pictures that are published by MQTT. A source that loses none (when-stalled: stall) has a session
 * at the broker, and acknowledges a picture once Kafka has it; one that is to stay current takes
 * what comes while it is there. Retained messages are left out: nobody knows how old they are.
 */
public final class MqttSource implements FrameSource {

  /** Attribute that carries the topic on which the picture was published. */
  static final String TOPIC = "topic";

  static final int MOST_WAITING = 64;
  static final long MOST_BYTES = 3L * PictureJudge.LIMITS.maxBytes();
  private static final Duration ROOM = Duration.ofMillis(200);
  private static final long LIMIT_SECONDS = 10;
  private static final int REFUSED = 0x80;

  private final String sourceId;
  private final String clientId;
  private final SourceSettings settings;
  private final MqttBroker broker;
  private final Clock clock;
  private final Pacer.Sleeper sleeper;
  private final FrameIds frameIds;
  private final RateCap rateCap;
  private final Backoff backoff;

  /** A source of that name. */
  public MqttSource(
      String sourceId,
      SourceSettings settings,
      MqttBroker broker,
      Clock clock,
      Pacer.Sleeper sleeper) {
    this.sourceId = sourceId;
    this.clientId = broker.sourceClient(sourceId);
    this.settings = settings;
    this.broker = broker;
    this.clock = clock;
    this.sleeper = sleeper;
    this.frameIds = new FrameIds(sourceId, clock.instant());
    this.rateCap = new RateCap(settings.maxRate());
    this.backoff = new Backoff(new Random(sourceId.hashCode()));
  }

  @Override
  public String run(PictureSink sink) throws InterruptedException {
    if (!broker.settings().isOn()) {
      throw new SourceBrokenException(
          "connectors.mqtt.address is not set for this process, so that there is no MQTT");
    }
    while (true) {
      Instant began = clock.instant();
      StreamFaultException end = follow(sink);
      sink.waits(end.getMessage() + "; it is tried again");
      sleeper.sleep(backoff.after(end.fault(), Duration.between(began, clock.instant())));
    }
  }

  private boolean losesNone() {
    return settings.whenStalled() == WhenStalled.STALL;
  }

  /** Connections until one ends for another reason than that no more pictures had room here. */
  private StreamFaultException follow(PictureSink sink) throws InterruptedException {
    try {
      Inbox inbox = connection(sink);
      while (inbox.isFull()) {
        inbox = connection(sink);
      }
      return new StreamFaultException(
          StreamFault.CLOSED,
          inbox.isToBeSentAgain()
              ? "Kafka has not taken a picture, which " + broker.name() + " is to send again"
              : broker.name() + " has ended the connection");
    } catch (StreamFaultException e) {
      return e;
    }
  }

  /** One connection, until it ends; what is left of it. */
  private Inbox connection(PictureSink sink) throws StreamFaultException, InterruptedException {
    Inbox inbox = new Inbox(MOST_WAITING, MOST_BYTES);
    try (MqttLink link =
        broker.connect(new MqttBroker.Session(clientId, losesNone()), inbox::offer)) {
      CompletableFuture<Void> unused = link.ended().thenRun(inbox::end);
      subscribe(link);
      sink.opened();
      for (Optional<MqttPublishMessage> next = inbox.next();
          next.isPresent();
          next = inbox.next()) {
        take(next.get(), inbox, sink);
        sink.shed(inbox.takeShed());
      }
      sink.shed(inbox.takeShed());
      return inbox;
    }
  }

  private void subscribe(MqttLink link) throws StreamFaultException, InterruptedException {
    try {
      int granted =
          link.subscribe(settings.topic(), losesNone() ? 1 : 0)
              .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (granted >= REFUSED) {
        throw new StreamFaultException(
            StreamFault.FORBIDDEN,
            broker.name() + " does not let this user read the topic " + settings.topic());
      }
    } catch (ExecutionException e) {
      throw MqttFaults.of(e.getCause(), broker.name());
    } catch (TimeoutException e) {
      throw new StreamFaultException(
          StreamFault.TIMED_OUT, broker.name() + " does not answer to the subscription");
    }
  }

  private void take(MqttPublishMessage message, Inbox inbox, PictureSink sink)
      throws InterruptedException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    MqttReceipt receipt = new MqttReceipt(sourceId, message, inbox::sendAgain);
    if (message.isRetain()) {
      receipt.acknowledge();
      return;
    }
    if (!rateCap.admits(TimeUnit.MILLISECONDS.toMicros(now.toEpochMilli()))) {
      sink.rateCapped();
      receipt.acknowledge();
      return;
    }
    byte[] bytes = message.payload().getBytes();
    PictureJudge.Verdict verdict = judge(message.topicName(), bytes);
    if (verdict instanceof PictureJudge.Verdict.Good good) {
      CapturedImage image = image(now, message.topicName(), bytes, good.probe());
      sink.picture(image, receipt);
    } else if (verdict instanceof PictureJudge.Verdict.Bad bad) {
      sink.refused(bad.refused());
      receipt.acknowledge();
    }
  }

  private PictureJudge.Verdict judge(String name, byte[] bytes) throws InterruptedException {
    PictureJudge.Verdict verdict = PictureJudge.USUAL.judge(name, bytes, bytes.length);
    while (verdict instanceof PictureJudge.Verdict.Busy) {
      sleeper.sleep(ROOM);
      verdict = PictureJudge.USUAL.judge(name, bytes, bytes.length);
    }
    return verdict;
  }

  private CapturedImage image(Instant now, String topic, byte[] bytes, ImageProbe probe) {
    Map<String, String> attributes = new HashMap<>(settings.attributes());
    attributes.put(TOPIC, topic);
    return new CapturedImage(
        frameIds.next(),
        now,
        probe.format(),
        probe.width(),
        probe.height(),
        ByteBuffer.wrap(bytes),
        attributes,
        SceneNote.NONE);
  }
}
