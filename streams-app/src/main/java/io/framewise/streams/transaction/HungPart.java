package io.framewise.streams.transaction;

import java.util.Optional;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.requests.TransactionResult;

/**
 * The part of a transaction on one partition, which is open there.
 *
 * @param producerEpoch the epoch it was written under
 * @param coordinatorEpoch of the last marker of this producer on the partition
 */
record HungPart(
    TopicPartition partition, long producerId, int producerEpoch, int coordinatorEpoch) {

  static HungPart of(TopicPartition partition, ProducerState producer) {
    return new HungPart(
        partition,
        producer.producerId(),
        producer.producerEpoch(),
        producer.coordinatorEpoch().orElse(0));
  }

  /**
   * How its transaction ended; empty when the coordinator tells of a later one by now.
   *
   * @param earlierCommitted whether those before the coordinator's are known to be committed
   */
  Optional<TransactionResult> outcome(TransactionDescription last, boolean earlierCommitted) {
    if (last.producerId() != producerId) {
      return Optional.empty();
    }
    // Each end of a transaction raises the epoch by one.
    int later = last.producerEpoch() - (producerEpoch + 1);
    if (later > 0 && earlierCommitted) {
      return Optional.of(TransactionResult.COMMIT);
    }
    if (later != 0) {
      return Optional.empty();
    }
    return switch (last.state()) {
      case COMPLETE_COMMIT -> Optional.of(TransactionResult.COMMIT);
      case COMPLETE_ABORT -> Optional.of(TransactionResult.ABORT);
      default -> Optional.empty();
    };
  }
}
