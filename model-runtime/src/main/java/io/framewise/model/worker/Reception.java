package io.framewise.model.worker;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Brings records to the desk on a thread of its own, since reading one may wait for the schema
 * registry, and whoever took it has locks to renew. What waits here is bounded by what an intake
 * holds.
 */
final class Reception implements AutoCloseable {

  private final BiConsumer<ConsumerRecord<String, byte[]>, Delivery> desk;
  private final Consumer<Throwable> onDeath;
  private final ExecutorService thread;

  /** Of one intake; {@code onDeath} hears of what the desk cannot cope with. */
  Reception(
      String intake,
      BiConsumer<ConsumerRecord<String, byte[]>, Delivery> desk,
      Consumer<Throwable> onDeath) {
    this.desk = desk;
    this.onDeath = onDeath;
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread created = new Thread(task, "desk-" + intake);
              created.setDaemon(true); // a registry that hangs must not hold the process
              return created;
            });
  }

  /** Passes a record on. */
  void accept(ConsumerRecord<String, byte[]> record, Delivery delivery) {
    thread.execute(
        () -> {
          try {
            desk.accept(record, delivery);
          } catch (Throwable e) { // a record that nobody sees to would be renewed for ever
            onDeath.accept(e);
          }
        });
  }

  /** Ends with what is there now. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
