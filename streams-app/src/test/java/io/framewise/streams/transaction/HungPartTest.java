package io.framewise.streams.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.requests.TransactionResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Which outcome is known of what is open on a partition. */
class HungPartTest {

  private static final int EPOCH = 17;

  private final HungPart part =
      HungPart.of(
          new TopicPartition("changelog", 3),
          new ProducerState(8, EPOCH, 5, 1000, OptionalInt.empty(), OptionalLong.of(40)));

  @Test
  void shouldKnowTheOutcomeOfTheTransactionThatEndedLast() {
    assertThat(part.outcome(transaction(8, EPOCH + 1, TransactionState.COMPLETE_COMMIT), false))
        .contains(TransactionResult.COMMIT);
    assertThat(part.outcome(transaction(8, EPOCH + 1, TransactionState.COMPLETE_ABORT), false))
        .contains(TransactionResult.ABORT);
  }

  @Test
  void shouldNotTakeTheOutcomeOfAnotherTransactionForItsOwn() {
    assertThat(part.outcome(transaction(8, EPOCH, TransactionState.COMPLETE_COMMIT), false))
        .isEmpty();
    assertThat(part.outcome(transaction(8, EPOCH + 2, TransactionState.COMPLETE_COMMIT), false))
        .isEmpty();
    assertThat(part.outcome(transaction(9, EPOCH + 1, TransactionState.COMPLETE_COMMIT), false))
        .isEmpty();
  }

  /** A producer that is told of its commits knows more than its coordinator does. */
  @Test
  void shouldKnowTheOutcomeOfAnEarlierTransactionWhereAllWereCommitted() {
    assertThat(part.outcome(transaction(8, EPOCH + 3, TransactionState.COMPLETE_COMMIT), true))
        .contains(TransactionResult.COMMIT);
    assertThat(part.outcome(transaction(8, EPOCH, TransactionState.COMPLETE_COMMIT), true))
        .isEmpty();
    assertThat(part.outcome(transaction(9, EPOCH + 3, TransactionState.COMPLETE_COMMIT), true))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"COMPLETE_COMMIT", "COMPLETE_ABORT"})
  void shouldKnowNoOutcomeOfWhatHasNotEnded(TransactionState state) {
    assertThat(part.outcome(transaction(8, EPOCH + 1, state), false)).isEmpty();
  }

  private static TransactionDescription transaction(
      long producerId, int producerEpoch, TransactionState state) {
    return new TransactionDescription(
        1, state, producerId, producerEpoch, 10_000, OptionalLong.empty(), Set.of());
  }
}
