package io.framewise.streams.failure;

import static io.framewise.platform.observe.LogKeys.ITEM;

import io.framewise.streams.failure.FailedRecords.Failure;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards work that is done item by item (a window, a request, an alert), so that one bad item does
 * not stop the others. When an item fails, the whole transaction is undone and with it whatever the
 * item changed. Everything since the last commit is then done again, but the failed item is buried
 * instead: it is ended in the simplest way. If that fails too, the item is skipped. Safe for use by
 * several threads.
 */
public final class ItemGuard {

  private static final Logger LOG = LoggerFactory.getLogger(ItemGuard.class);

  private final FailedRecords failed;

  /** A guard of a topology that remembers failures in {@code failed}. */
  public ItemGuard(FailedRecords failed) {
    this.failed = failed;
  }

  /**
   * Does work that the clock has started, or buries the item if it has failed before.
   *
   * @param item name of the item, unique in this process
   * @param bury ends the item in the simplest way; gets a description of the failure
   * @throws TaskMigratedException when the item, or its burial, fails for the first time; Kafka
   *     Streams then undoes the transaction
   */
  public void run(String item, Runnable work, Consumer<String> bury) {
    Optional<Failure> earlier = failed.find(item);
    if (earlier.isEmpty()) {
      attempt(item, item, work);
      return;
    }
    String burial = "burial of " + item;
    if (failed.find(burial).isPresent()) {
      LOG.atDebug().addKeyValue(ITEM, item).log("an item of work is passed over");
      return;
    }
    attempt(item, burial, () -> bury.accept(earlier.get().message()));
  }

  private void attempt(String item, String step, Runnable work) {
    try {
      work.run();
    } catch (TaskMigratedException e) {
      throw e;
    } catch (RuntimeException e) {
      if (!ProcessingFailures.isTheRecords(e) || !failed.add(step, new Failure(item, root(e)))) {
        throw e;
      }
      LOG.atWarn()
          .addKeyValue(ITEM, step)
          .setCause(e)
          .log("an item of work broke and is set aside");
      throw new TaskMigratedException("what was done since the last commit is done again", e);
    }
  }

  /**
   * Does work that a record has started. When the work fails, that record becomes a dead letter.
   * When a second record fails at the same item, the item is taken to be bad and is buried from
   * then on.
   */
  public void runFor(String item, Runnable work, Consumer<String> bury) {
    if (failed.find(item).isPresent()) {
      run(item, work, bury);
      return;
    }
    try {
      work.run();
    } catch (TaskMigratedException e) {
      throw e;
    } catch (RuntimeException e) {
      if (ProcessingFailures.isTheRecords(e)) {
        failed.suspect(item, new Failure(item, root(e)));
      }
      throw e;
    }
  }

  /** The exception that a processor threw, which Kafka may have wrapped. */
  private static Exception root(RuntimeException e) {
    return e instanceof org.apache.kafka.streams.errors.StreamsException
            && e.getCause() instanceof Exception cause
        ? cause
        : e;
  }
}
