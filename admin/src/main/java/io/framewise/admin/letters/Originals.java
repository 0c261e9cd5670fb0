package io.framewise.admin.letters;

import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.Stage;
import io.framewise.contract.serde.WireFormat;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.RecordPlace;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds the originals of dead letters. A letter's word for its topic counts only when it is one of
 * the topics that the parts of the system read records from. Blocking; confined to one thread.
 */
public final class Originals implements AutoCloseable {

  private final List<String> inputs;
  private final RawReader reader;

  /** Finds originals on the topics that {@code kafka} names. */
  public Originals(KafkaSettings kafka) {
    Topics topics = kafka.topics();
    this.inputs =
        Stream.concat(
                topics.allFrames().stream().map(Topic::name),
                Stream.of(
                    topics.requests(Priority.ROUTINE).name(),
                    topics.requests(Priority.LIVE).name(),
                    topics.asked().name(),
                    topics.completions().name(),
                    topics.acknowledgements().name()))
            .toList();
    this.reader = new RawReader(kafka);
  }

  /** What there is of a letter's original. */
  public Original of(StoredLetter letter) {
    Optional<RecordPlace> place = RecordPlace.find(letter.letter().getOrigin(), inputs);
    if (place.isEmpty()) {
      return new Original.Lost(noPlace(letter.letter().getStage()));
    }
    Optional<ConsumerRecord<byte[], byte[]>> found = reader.read(place.get());
    if (found.isPresent()) {
      return new Original.OnItsTopic(found.get());
    }
    // Pictures that are no Avro need their headers, which a letter does not keep.
    return letter
        .wholeOriginal()
        .filter(WireFormat::matches)
        .<Original>map(value -> new Original.InTheLetter(place.get(), ByteBuffer.wrap(value)))
        .orElseGet(() -> new Original.Lost("retention has removed the original"));
  }

  private static String noPlace(Stage stage) {
    return switch (stage) {
      case CONNECTOR ->
          "it never was on a topic: put the corrected file where the connector finds it";
      case PUBLISH -> "Kafka would refuse it again, it is larger than its topic takes";
      case QUESTIONS -> "framewise questions put FILE puts a corrected question set";
      default -> "it did not come from a topic that is read from";
    };
  }

  @Override
  public void close() {
    reader.close();
  }
}
