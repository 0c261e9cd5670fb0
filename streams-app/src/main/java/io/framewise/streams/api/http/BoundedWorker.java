package io.framewise.streams.api.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A thread for slow reads with a bounded queue, so that slow reads use neither much memory nor the
 * threads of other requests. Lives as long as its Vert.x.
 */
public final class BoundedWorker {

  private final WorkerExecutor executor;
  private final String name;
  private final int maxWaiting;
  private final AtomicInteger taken = new AtomicInteger();

  public BoundedWorker(Vertx vertx, String name, int maxWaiting) {
    this.executor = vertx.createSharedWorkerExecutor(name, 1);
    this.name = name;
    this.maxWaiting = maxWaiting;
  }

  /** Runs a blocking read; fails with a 503 at once when too many wait. */
  public <T> Future<T> run(Callable<T> read) {
    if (taken.incrementAndGet() > maxWaiting + 1) {
      taken.decrementAndGet();
      return Future.failedFuture(
          Problem.notReady("too many requests wait for " + name + "; try again in a moment"));
    }
    return executor.executeBlocking(read, false).onComplete(done -> taken.decrementAndGet());
  }
}
