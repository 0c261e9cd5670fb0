package io.framewise.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.ITERABLE;

import io.framewise.streams.failure.FailedRecords;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

/** Which deaths of a thread the topology outlives. */
class DeadThreadsTest {

  private final Throwable away = new StreamsException(new TimeoutException("no progress"));

  private final AtomicInteger failed = new AtomicInteger();
  private final DeadThreads threads = new DeadThreads(new FailedRecords(), failed::incrementAndGet);

  @Test
  void shouldReplaceAThreadThatDiedBecauseKafkaWasAway() {
    assertThat(threads.handle(away)).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    assertThat(failed).hasValue(0);
  }

  @Test
  void shouldEndWhenThreadsDieOneAfterTheOther() {
    assertThat(IntStream.range(0, 40).mapToObj(i -> threads.handle(away)))
        .asInstanceOf(ITERABLE)
        .contains(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(failed.get()).isPositive();
  }

  @Test
  void shouldEndOnAnythingElse() {
    assertThat(threads.handle(new StreamsException("broken")))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(failed).hasValue(1);
  }

  /** Kafka Streams would stop without a word to us. */
  @Test
  void shouldEndWhenTheThreadOfTheGlobalTablesDied() {
    CompletableFuture<StreamThreadExceptionResponse> answer = new CompletableFuture<>();
    new Thread(() -> answer.complete(threads.handle(away)), "app-GlobalStreamThread").start();

    assertThat(answer.join()).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(failed).hasValue(1);
  }
}
