package io.framewise.admin.letters;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.RecordPlace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The topic of dead letters. A record without a value and with the header {@value #REDRIVEN} is a
 * mark: the letter at the place in the header was put back. Methods throw {@link
 * org.apache.kafka.common.errors.TimeoutException} when no broker answers. Blocking; confined to
 * one thread.
 */
public final class LetterTopic implements AutoCloseable {

  /** Header of a mark; its value is the place of the letter. */
  static final String REDRIVEN = "framewise-redriven";

  private static final Comparator<StoredLetter> OLDEST_FIRST =
      Comparator.comparing((StoredLetter letter) -> letter.letter().getFailedAt())
          .thenComparing(letter -> letter.place().partition())
          .thenComparing(letter -> letter.place().offset());

  private final String name;
  private final AvroDeserializer<DeadLetter> deserializer;
  private final RawReader reader;

  /** The topic that {@code kafka} names. */
  public LetterTopic(KafkaSettings kafka, SchemaRegistry registry) {
    this.name = kafka.topics().deadLetters().name();
    this.deserializer = new AvroDeserializer<>(DeadLetter.class, registry);
    this.reader = new RawReader(kafka);
  }

  /**
   * The newest letters of those that a filter takes.
   *
   * @param letters oldest first, without their originals
   * @param matching how many there are
   */
  public record Newest(List<StoredLetter> letters, long matching) {}

  /**
   * The newest letters that a filter takes. Reads from the filter's beginning to the end that the
   * topic has now, and keeps no more than {@code limit} in memory.
   *
   * @param withRedriven whether those count that were put back
   */
  public Newest newest(LetterFilter filter, int limit, boolean withRedriven) {
    PriorityQueue<StoredLetter> taken = new PriorityQueue<>(OLDEST_FIRST);
    AtomicLong matching = new AtomicLong();
    Map<String, Instant> marks = marks(filter.from());
    for (TopicPartition partition : reader.partitions(name)) {
      reader.readFrom(
          partition,
          filter.from(),
          record ->
              letter(record)
                  .filter(letter -> filter.takes(letter.letter()))
                  .map(letter -> marked(letter, marks))
                  .filter(letter -> withRedriven || letter.redrivenAt().isEmpty())
                  .ifPresent(
                      letter -> {
                        matching.incrementAndGet();
                        taken.add(letter.withoutOriginal());
                        if (taken.size() > limit) {
                          taken.remove();
                        }
                      }));
    }
    return new Newest(taken.stream().sorted(OLDEST_FIRST).toList(), matching.get());
  }

  /**
   * The letters at some places, without their originals.
   *
   * @throws UserError when there is none at one of them
   */
  public List<StoredLetter> at(List<LetterPlace> places) {
    List<StoredLetter> letters =
        places.stream()
            .map(place -> read(place).orElseThrow(() -> noLetter(place)).withoutOriginal())
            .toList();
    Instant first =
        letters.stream()
            .map(letter -> letter.letter().getFailedAt())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    Map<String, Instant> marks = marks(first);
    return letters.stream().map(letter -> marked(letter, marks)).toList();
  }

  /** A listed letter with its original; empty when retention has removed it meanwhile. */
  public Optional<StoredLetter> whole(StoredLetter listed) {
    return read(listed.place())
        .map(letter -> listed.redrivenAt().map(letter::redriven).orElse(letter));
  }

  /**
   * The letter at a place, with its original.
   *
   * @throws UserError when there is none
   */
  public StoredLetter find(LetterPlace place) {
    StoredLetter listed = at(List.of(place)).get(0);
    return whole(listed).orElseThrow(() -> noLetter(place));
  }

  private Optional<StoredLetter> read(LetterPlace place) {
    TopicPartition partition = new TopicPartition(name, place.partition());
    return reader.read(new RecordPlace(partition, place.offset())).flatMap(this::letter);
  }

  private static UserError noLetter(LetterPlace place) {
    return new UserError(
        "there is no dead letter at " + place,
        "framewise dead-letters list shows those that are there");
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
