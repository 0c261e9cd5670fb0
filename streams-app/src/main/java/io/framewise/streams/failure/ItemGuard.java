package io.framewise.streams.failure;

import static io.framewise.platform.observe.LogKeys.ITEM;

import io.framewise.streams.failure.FailedRecords.Failure;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done item by item - a window, a request, an alert - of which one bad item must not
 * stop the others. What an item has changed before it broke is undone with the whole transaction;
 * when everything since the last commit is done again, that item is buried instead. If that breaks
 * too, it is passed over. Safe for use by several threads.
 */
public final class ItemGuard {

  private static final Logger LOG = LoggerFactory.getLogger(ItemGuard.class);

  private final FailedRecords failed;

  /** A guard of a topology that remembers failures in {@code failed}. */
  public ItemGuard(FailedRecords failed) {
    this.failed = failed;
  }

  /**
   * Does an item's work on the clock's account, or buries it where it broke before.
   *
   * @param item names the item, in this process
   * @param bury ends it in the simplest way; is told what happened
   * @throws TaskMigratedException when it broke now, upon which Kafka Streams undoes it
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
   * Does an item's work on the account of a record, which is buried when the work breaks. When a
   * second record breaks at the same item, it is the item that is bad: from then on it is buried.
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

  /** Kafka wraps what processors throw. */
  private static Exception root(RuntimeException e) {
    return e instanceof org.apache.kafka.streams.errors.StreamsException
            && e.getCause() instanceof Exception cause
        ? cause
        : e;
  }
}
