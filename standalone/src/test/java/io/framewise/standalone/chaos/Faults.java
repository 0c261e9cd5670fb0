package io.framewise.standalone.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What is done to a working streams app and its brokers. Each fault waits for its moment. */
final class Faults implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Brokers brokers;
  private final StreamsProcess app;
  private final String events;
  private final Admin admin;
  private long eventsAtStart;
  private int kills;
  private int bounces;

  Faults(Brokers brokers, StreamsProcess app, Site site) {
    this.brokers = brokers;
    this.app = app;
    this.events = site.events();
    this.admin = Admin.create(site.kafka().clientConfig());
  }

  /** Kills the app in the middle of its work and starts it again at once. */
  void killApp() throws Exception {
    Patiently.until(LIMIT, () -> events() > eventsAtStart);
    app.kill();
    eventsAtStart = events();
    app.start();
    kills++;
  }

  /** Stops a broker in order and starts it again, once the others need it no more. */
  void bounce(int broker) throws Exception {
    brokers.awaitInSync();
    brokers.stop(broker);
    brokers.start(broker);
    bounces++;
  }

  /** The same without letting the broker hand over or write anything. */
  void bounceHard(int broker) throws Exception {
    brokers.awaitInSync();
    brokers.kill(broker);
    brokers.start(broker);
    bounces++;
  }

  /** Committed events, markers of transactions included. */
  private long events() throws ExecutionException, InterruptedException {
    List<TopicPartition> partitions =
        admin.describeTopics(List.of(events)).allTopicNames().get().get(events).partitions().stream()
            .map(info -> new TopicPartition(events, info.partition()))
            .toList();
    return admin
        .listOffsets(
            partitions.stream()
                .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest())),
            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
        .all()
        .get()
        .values()
        .stream()
        .mapToLong(info -> info.offset())
        .sum();
  }

  @Override
  public String toString() {
    return kills + " kills of the app, " + bounces + " bounces of brokers";
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
