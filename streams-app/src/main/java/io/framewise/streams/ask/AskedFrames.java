package io.framewise.streams.ask;

import io.framewise.contract.UserError;
import io.framewise.contract.answer.OnTheSpot;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.RecordPlace;
import io.framewise.platform.topic.TopicWriter;
import io.framewise.streams.ingest.ArrivedFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;

/**
 * Finds the frames that a question is about, or puts the pictures that came with it on a topic of
 * their own, so that workers read both by reference. Blocking; safe for use by several threads.
 */
public final class AskedFrames implements AutoCloseable {

  /** How far back the newest frame of a source is looked for, the nearest first. */
  private static final List<Duration> NEWEST =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));

  /**
   * What a question is about.
   *
   * @param sourceId the source
   * @param domain what the frames are
   * @param frames the frames in order of capture, at least one
   */
  record Found(String sourceId, Domain domain, List<FrameRef> frames) {}

  private final SourceFrames frames;
  private final TopicWriter<Frame> pictures;

  /** With connections of its own. */
  public AskedFrames(KafkaSettings kafka, SchemaRegistry registry) {
    this.frames = new SourceFrames(kafka, registry);
    this.pictures = new TopicWriter<>(kafka, kafka.topics().askedFrames(), registry);
  }

  /**
   * The frames of a question.
   *
   * @throws NoFramesException when its source has none
   * @throws UserError when Kafka or the registry does not answer
   * @throws KafkaException when Kafka does not take a picture
   */
  Found of(Ask ask) throws InterruptedException {
    return ask.source().isPresent() ? shown(ask, ask.source().get()) : sent(ask);
  }

  private Found shown(Ask ask, String source) {
    List<Duration> spans = ask.last().isZero() ? NEWEST : List.of(ask.last());
    for (Duration span : spans) {
      for (Domain domain : Domain.values()) {
        List<ArrivedFrame> came = frames.since(Instant.now().minus(span), source, domain);
        if (!came.isEmpty()) {
          return new Found(source, domain, chosen(came, ask.frames()));
        }
      }
    }
    throw new NoFramesException(source, spans.get(spans.size() - 1));
  }

  /** Of all that came as many as are wanted, evenly spread, the newest among them. */
  static List<FrameRef> chosen(List<ArrivedFrame> came, int most) {
    List<FrameRef> inOrder =
        came.stream()
            .map(ArrivedFrame::reference)
            .sorted(Comparator.comparing(FrameRef::getCapturedAt))
            .toList();
    int last = inOrder.size() - 1;
    int count = Math.min(most, inOrder.size());
    List<FrameRef> chosen = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      chosen.add(inOrder.get(last * (i - 1) / (count - 1)));
    }
    chosen.add(inOrder.get(last));
    return chosen;
  }

  private Found sent(Ask ask) throws InterruptedException {
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    List<FrameRef> sent = new ArrayList<>();
    for (AskedPicture picture : ask.pictures()) {
      Frame frame = frame(picture, ask.domain(), sent.size(), now.plusMillis(sent.size()));
      RecordPlace place = pictures.write(null, frame.getSourceId(), frame);
      sent.add(
          new FrameRef(
              place.partition().topic(),
              place.partition().partition(),
              place.offset(),
              frame.getFrameId(),
              frame.getCapturedAt(),
              frame.getWidth(),
              frame.getHeight()));
    }
    return new Found(OnTheSpot.SOURCE, ask.domain(), sent);
  }

  private static Frame frame(AskedPicture picture, Domain domain, int index, Instant at) {
    return Frame.newBuilder()
        .setFrameId(UUID.randomUUID().toString())
        .setSourceId(OnTheSpot.SOURCE)
        .setDomain(domain)
        .setSequence(index)
        .setCapturedAt(at)
        .setWidth(picture.probe().width())
        .setHeight(picture.probe().height())
        .setContentType(picture.probe().format().contentType())
        .setPixels(picture.bytes())
        .build();
  }

  @Override
  public void close() {
    pictures.close();
  }
}
