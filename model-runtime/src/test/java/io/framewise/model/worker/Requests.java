package io.framewise.model.worker;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.WindowInfo;
import io.framewise.platform.topic.RecordPlace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.kafka.common.TopicPartition;

/** Requests and pictures that the tests send. */
final class Requests {

  static final String SOURCE = "station-1";

  private Requests() {}

  /** A request with one yes/no question, whose text is the request's id. */
  static InferenceRequest.Builder request(String id, FrameRef... frames) {
    Instant now = Instant.now();
    return InferenceRequest.newBuilder()
        .setRequestId(id)
        .setSourceId(SOURCE)
        .setQuestionSetId("set")
        .setQuestionSetVersion(1)
        .setWindow(
            new WindowInfo(now, now, frames.length, ClosedBy.STREAM_TIME, now, "", null, List.of()))
        .setFrames(List.of(frames))
        .setDomain(Domain.INSPECTION)
        .setQuestions(List.of(question(id, AnswerType.YES_NO)))
        .setMaxTiles(1)
        .setMaxNewTokens(8)
        .setCreatedAt(now)
        .setDeadlineAt(now.plusSeconds(600))
        .setPriority(Priority.ROUTINE);
  }

  /** A request that goes in at once, whatever it needs. */
  static PixelQueue.Claim claim(InferenceRequest request) {
    PixelQueue queue = new PixelQueue(new TileWeight(12), 1000, 1);
    RecordPlace place = new RecordPlace(new TopicPartition("requests", 0), 0);
    queue.submit(new Job(request, new Delivery(place, 1)));
    try {
      return queue.take().orElseThrow();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Question question(String text, AnswerType type, String... choices) {
    return new Question("q-" + text, text, type, List.of(choices), null, 0, null);
  }

  /** A small real PNG. */
  static byte[] png() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
