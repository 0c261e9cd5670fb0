package io.framewise.streams.letters;

import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.lifecycle.UserError;
import io.framewise.platform.settings.KafkaSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The topic of dead letters. A record without a value and with the header {@value #REDRIVEN} is a
 * mark: the letter at the place in the header was put back. Blocking; confined to one thread.
 */
public final class LetterTopic implements AutoCloseable {

  /** Header of a mark; its value is the place of the letter. */
  static final String REDRIVEN = "framewise-redriven";

  private final String name;
  private final AvroDeserializer<DeadLetter> deserializer;
  private final RawReader reader;

  /**
   * The topic that {@code kafka} names.
   *
   * @throws UserError when there is none, or no broker
   */
  public LetterTopic(KafkaSettings kafka, SchemaRegistry registry) {
    this.name = Topics.of(kafka).deadLetters().name();
    this.deserializer = new AvroDeserializer<>(DeadLetter.class, registry);
    this.reader = new RawReader(kafka);
  }

  /**
   * The newest letters that a filter takes, oldest first. Reads from the filter's beginning to the
   * end that the topic has now, and keeps no more than {@code limit} in memory.
   *
   * @param withRedriven whether those count that were put back
   */
  public List<StoredLetter> newest(LetterFilter filter, int limit, boolean withRedriven) {
    Deque<StoredLetter> taken = new ArrayDeque<>();
    Map<String, Instant> marks = marks(filter.from());
    for (TopicPartition partition : reader.partitions(name)) {
      reader.readFrom(
          partition,
          filter.from(),
          record -> {
            letter(record)
                .filter(letter -> filter.takes(letter.letter()))
                .map(letter -> marked(letter, marks))
                .filter(letter -> withRedriven || letter.redrivenAt().isEmpty())
                .ifPresent(taken::add);
            if (taken.size() > limit) {
              taken.removeFirst();
            }
          });
    }
    return new ArrayList<>(taken);
  }

  /**
   * The letter at a place.
   *
   * @throws UserError when there is none
   */
  public StoredLetter find(LetterPlace place) {
    TopicPartition partition = new TopicPartition(name, place.partition());
    StoredLetter letter =
        reader
            .read(new RecordPlace(partition, place.offset()))
            .flatMap(this::letter)
            .orElseThrow(
                () ->
                    new UserError(
                        "there is no dead letter at " + place,
                        "framewise dead-letters list shows those that are there"));
    return marked(letter, marks(letter.letter().getFailedAt()));
  }

  /** What marks a letter as put back. */
  Header mark(LetterPlace place) {
    return new RecordHeader(REDRIVEN, place.toString().getBytes(StandardCharsets.UTF_8));
  }

  String name() {
    return name;
  }

  private static StoredLetter marked(StoredLetter letter, Map<String, Instant> marks) {
    Instant at = marks.get(letter.place().toString());
    return at == null ? letter : letter.redriven(at);
  }

  /** Marks lie behind their letters. */
  private Map<String, Instant> marks(Instant from) {
    Map<String, Instant> marks = new HashMap<>();
    for (TopicPartition partition : reader.partitions(name)) {
      reader.readFrom(
          partition,
          from,
          record -> {
            Header mark = record.headers().lastHeader(REDRIVEN);
            if (record.value() == null && mark != null && mark.value() != null) {
              marks.put(
                  new String(mark.value(), StandardCharsets.UTF_8),
                  Instant.ofEpochMilli(record.timestamp()));
            }
          });
    }
    return marks;
  }

  private Optional<StoredLetter> letter(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      DeadLetter letter = deserializer.deserialize(name, record.value());
      LetterPlace place = new LetterPlace(record.partition(), record.offset());
      return Optional.of(
          new StoredLetter(
              place,
              record.key() == null ? null : ByteBuffer.wrap(record.key()),
              letter,
              Optional.empty()));
    } catch (SerializationException e) {
      return Optional.empty(); // Not ours; anybody may write there.
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
