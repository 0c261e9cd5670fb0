package io.framewise.admin.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Stage;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.RecordPlace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedriverTest {

  private static final RecordPlace ORIGIN =
      new RecordPlace(new TopicPartition("framewise.frames.video", 0), 3);

  private final KafkaSettings kafka =
      new KafkaSettings("localhost:1", "test.", "", 1, 1, Duration.ofSeconds(1), "", Map.of());
  private final LetterTopic letters = new LetterTopic(kafka, SchemaRegistry.inMemory());
  private final SlowProducer producer = new SlowProducer();

  /** Commits that time out a few times, though the transaction goes on. */
  private static final class SlowProducer extends MockProducer<byte[], byte[]> {
    private int timeouts;

    SlowProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void commitTransaction() {
      if (timeouts > 0) {
        timeouts--;
        throw new TimeoutException("no answer");
      }
      super.commitTransaction();
    }
  }

  @AfterEach
  void close() {
    letters.close();
  }

  @Test
  void shouldCommitOnceMoreAfterATimeout() {
    producer.timeouts = 1;

    redrive();

    assertThat(producer.history()).hasSize(2);
  }

  @Test
  void shouldSayThatTheOutcomeIsNotKnown() {
    producer.timeouts = 2;
    producer.abortTransactionException = new IllegalStateException("a commit is under way");

    assertThatThrownBy(this::redrive)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nobody knows whether 0@12 was put back")
        .extracting(e -> ((UserError) e).wayOut())
        .asString()
        .contains("dead-letters list");
  }

  @Test
  void shouldAbortWhatKafkaRefuses() {
    producer.commitTransactionException = new KafkaException("no room");

    assertThatThrownBy(this::redrive)
        .isInstanceOf(UserError.class)
        .hasMessage("0@12 could not be put back: no room");
    assertThat(producer.transactionAborted()).isTrue();
  }

  @Test
  void shouldNameTheRightThatIsMissingAndClose() {
    producer.initTransactionException = new TransactionalIdAuthorizationException("denied");

    assertThatThrownBy(this::redrive)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("denied")
        .extracting(e -> ((UserError) e).wayOut())
        .asString()
        .contains(letters.name() + ".redrive");
    assertThat(producer.closed()).isTrue();
  }

  private void redrive() {
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setStage(Stage.INGEST)
            .setCategory("bad-record")
            .setMessage("")
            .setOrigin(ORIGIN.toString())
            .setOriginalSize(1)
            .setFailedAt(Instant.EPOCH)
            .build();
    new Redriver(letters, producer)
        .redrive(
            new StoredLetter(new LetterPlace(0, 12), null, letter, Optional.empty()),
            new Original.InTheLetter(ORIGIN, ByteBuffer.wrap(new byte[1])));
  }
}
