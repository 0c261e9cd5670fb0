package io.framewise.admin.letters;

import io.framewise.admin.letters.Original.InTheLetter;
import io.framewise.admin.letters.Original.OnItsTopic;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.letter.Attempts;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.RecordPlace;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts originals back onto their topics: byte for byte, with their keys and headers, into the
 * partition that they came from. The record and the mark that tells of it are one transaction, and
 * its transactional id is one for all: who starts last is the only one that can write, and sees
 * every mark there is. So nothing is put back twice by accident. Blocking; confined to one thread.
 */
public final class Redriver implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final LetterTopic letters;
  private final Producer<byte[], byte[]> producer;

  /**
   * Starts; letters are to be read after this.
   *
   * @throws TimeoutException when no broker answers
   * @throws UserError when Kafka does not let this client
   */
  public Redriver(KafkaSettings kafka, LetterTopic letters) {
    this(letters, producer(kafka, letters));
  }

  Redriver(LetterTopic letters, Producer<byte[], byte[]> producer) {
    this.letters = letters;
    this.producer = producer;
    try {
      producer.initTransactions();
    } catch (TimeoutException e) {
      producer.close(Duration.ZERO);
      throw e;
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw new UserError(
          "Kafka does not let this client redrive: " + e.getMessage(),
          "give it the right to write with the transactional id " + id(letters),
          e);
    }
  }

  private static String id(LetterTopic letters) {
    return letters.name() + ".redrive";
  }

  private static Producer<byte[], byte[]> producer(KafkaSettings kafka, LetterTopic letters) {
    int largest = kafka.topics().frames(Domain.VIDEO).maxMessageBytes();
    Map<String, Object> config = kafka.clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id(letters));
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largest);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * largest);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LIMIT.toMillis());
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Puts an original back.
   *
   * @return where it lies now
   * @throws UserError when it is lost, Kafka does not take it, nobody knows whether it took it, or
   *     another one has started to redrive
   */
  public RecordPlace redrive(StoredLetter letter, Original original) {
    ProducerRecord<byte[], byte[]> record = record(letter, original);
    record.headers().remove(Attempts.HEADER);
    record.headers().add(Attempts.header(letter.letter().getAttempts() + 1));
    ProducerRecord<byte[], byte[]> mark =
        new ProducerRecord<>(letters.name(), letter.place().partition(), letter.keyBytes(), null);
    mark.headers().add(letters.mark(letter.place()));
    try {
      producer.beginTransaction();
      Future<RecordMetadata> sent = producer.send(record);
      Future<RecordMetadata> marked = producer.send(mark);
      RecordMetadata at = sent.get();
      marked.get();
      commit();
      return RecordPlace.of(at.topic(), at.partition(), at.offset());
    } catch (ExecutionException e) {
      throw refused(letter, e.getCause());
    } catch (KafkaException e) {
      throw refused(letter, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted; " + letter.place() + " was not put back", "start again", e);
    }
  }

  /** A commit that timed out may only be tried again, not aborted. */
  private void commit() {
    try {
      producer.commitTransaction();
    } catch (TimeoutException e) {
      producer.commitTransaction();
    }
  }

  private static ProducerRecord<byte[], byte[]> record(StoredLetter letter, Original original) {
    if (original instanceof OnItsTopic there) {
      ConsumerRecord<byte[], byte[]> found = there.found();
      return new ProducerRecord<>(
          found.topic(), found.partition(), null, found.key(), found.value(), found.headers());
    }
    if (original instanceof InTheLetter kept) {
      return new ProducerRecord<>(
          kept.place().partition().topic(),
          kept.place().partition().partition(),
          letter.keyBytes(),
          kept.bytes().array());
    }
    throw new UserError(
        letter.place() + " cannot be put back", ((Original.Lost) original).reason());
  }

  private UserError refused(StoredLetter letter, Throwable cause) {
    if (cause instanceof ProducerFencedException
        || cause instanceof InvalidProducerEpochException) {
      return new UserError(
          "somebody else has started to redrive; " + letter.place() + " was not put back",
          "wait until they are done, then see framewise dead-letters list",
          cause);
    }
    try {
      producer.abortTransaction();
    } catch (KafkaException | IllegalStateException e) {
      cause.addSuppressed(e);
      return new UserError(
          "nobody knows whether " + letter.place() + " was put back: " + cause.getMessage(),
          "framewise dead-letters list shows it, once the broker answers again",
          cause);
    }
    return new UserError(
        letter.place() + " could not be put back: " + cause.getMessage(),
        "check the broker and this client's rights",
        cause);
  }

  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }
}
