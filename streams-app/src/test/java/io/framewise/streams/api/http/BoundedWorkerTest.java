package io.framewise.streams.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedWorkerTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws ExecutionException, InterruptedException, TimeoutException {
    await(vertx.close());
  }

  @Test
  void shouldRefuseAtOnceWhenTooManyWaitAndServeAgainAfterwards() throws Exception {
    BoundedWorker worker = new BoundedWorker(vertx, "pictures", 1);
    CountDownLatch release = new CountDownLatch(1);
    Future<Integer> running = worker.run(() -> waitFor(release, 1));
    Future<Integer> waiting = worker.run(() -> waitFor(release, 2));

    assertThatThrownBy(() -> await(worker.run(() -> 3)))
        .cause()
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(503));
    release.countDown();

    assertThat(await(running)).isEqualTo(1);
    assertThat(await(waiting)).isEqualTo(2);
    assertThat(await(worker.run(() -> 4))).isEqualTo(4);
  }

  private static int waitFor(CountDownLatch latch, int value) throws InterruptedException {
    latch.await();
    return value;
  }

  private static <T> T await(Future<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
