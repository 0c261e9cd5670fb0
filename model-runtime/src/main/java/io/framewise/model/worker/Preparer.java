package io.framewise.model.worker;

import static io.framewise.platform.observe.LogKeys.REQUEST_ID;

import io.framewise.model.loop.Fatal;
import io.framewise.model.loop.HandOver;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the pixels of requests ready before the model asks for them, on a thread of its own. What
 * cannot be prepared costs that request and no other.
 */
final class Preparer implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Preparer.class);

  private final PixelQueue queue;
  private final Preparation preparation;
  private final HandOver<Prepared> ready;
  private final Results results;
  private final InstantSource clock;
  private final Consumer<Throwable> onDeath;

  /** Fetches and prepares the pixels of a request. */
  @FunctionalInterface
  interface Preparation {

    /**
     * Prepares one request.
     *
     * @throws Refusal when nobody could
     * @throws RetriableException when it may go well another time
     */
    Prepared of(PixelQueue.Claim claim);
  }

  Preparer(
      PixelQueue queue,
      Preparation preparation,
      HandOver<Prepared> ready,
      Results results,
      InstantSource clock,
      Consumer<Throwable> onDeath) {
    this.queue = queue;
    this.preparation = preparation;
    this.ready = ready;
    this.results = results;
    this.clock = clock;
    this.onDeath = onDeath;
  }

  /** Until the queue is closed. */
  @Override
  public void run() {
    try {
      Optional<PixelQueue.Claim> claim = queue.take();
      while (claim.isPresent()) {
        prepare(claim.get());
        claim = queue.take();
      }
    } catch (Throwable e) { // a dead thread must end the worker, whatever killed it
      onDeath.accept(e);
    }
  }

  private void prepare(PixelQueue.Claim claim) {
    Job job = claim.job();
    try {
      if (clock.instant().isAfter(job.request().getDeadlineAt())) {
        claim.close();
        results.expired(job);
        return;
      }
      Prepared prepared = preparation.of(claim);
      claim.need(prepared.tilesInMemory());
      if (!ready.submit(prepared)) {
        prepared.close();
        job.delivery().settle(AcknowledgeType.RELEASE);
      }
    } catch (OutOfMemoryError e) {
      outOfMemory(claim, e);
    } catch (Refusal e) {
      claim.close();
      results.failed(job, e);
    } catch (RetriableException e) {
      claim.close();
      results.released(job, e.getMessage());
    } catch (RuntimeException | Error e) {
      claim.close();
      Fatal.rethrow(e);
      results.failed(job, new Refusal("worker-error", "its pixels could not be prepared", e));
    }
  }

  private void outOfMemory(PixelQueue.Claim claim, OutOfMemoryError e) {
    Job job = claim.job();
    if (queue.again(claim)) {
      LOG.atWarn()
          .addKeyValue(REQUEST_ID, job.request().getRequestId())
          .log("no memory for its pixels beside others, it waits until they have ended");
    } else {
      results.failed(job, new Refusal("out-of-memory", "its pixels do not fit the memory", e));
    }
  }
}
