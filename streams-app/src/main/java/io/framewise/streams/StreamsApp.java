package io.framewise.streams;

import io.framewise.contract.avro.Priority;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.frame.LeanFrames;
import io.framewise.platform.lifecycle.Lifecycle;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.setup.TopicSetup;
import io.framewise.streams.api.ApiServer;
import io.framewise.streams.api.WatchedTopology;
import io.framewise.streams.backlog.BacklogClients;
import io.framewise.streams.health.RestoreWatch;
import io.framewise.streams.query.Queries;
import io.framewise.streams.questions.QuestionSetSeeds;
import io.framewise.streams.settings.ApiSettings;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.setup.StartChecks;
import io.framewise.streams.topology.FramewiseTopology;
import io.framewise.streams.topology.SharedParts;
import io.framewise.streams.transaction.HungTransactions;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** Deployable 2, running: the topology and the query API over its stores. */
public final class StreamsApp implements AutoCloseable {

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

  private final Lifecycle parts;
  private final ApiServer api;
  private final Queries queries;

  private StreamsApp(Lifecycle parts, ApiServer api, Queries queries) {
    this.parts = parts;
    this.api = api;
    this.queries = queries;
  }

  /**
   * Sets up the topics, checks the cluster, puts the seeds of question sets on their topic, and
   * starts topology and API.
   *
   * @param onFailure called once when the topology has stopped because of an error; the process
   *     should then end
   */
  public static StreamsApp start(
      KafkaSettings kafka,
      SchemaRegistry registry,
      StreamsSettings settings,
      ApiSettings apiSettings,
      Runnable onFailure) {
    new TopicSetup(kafka, registry).run();
    SharedParts shared = SharedParts.create(registry);
    Topology topology = FramewiseTopology.build(kafka.topics(), registry, settings, shared);
    new StartChecks(kafka, settings.applicationId(), topology).run();
    new QuestionSetSeeds(kafka, registry).put(settings.questionSets());
    Lifecycle parts = new Lifecycle();
    try {
      KafkaStreams streams =
          new KafkaStreams(
              topology,
              StreamsConfiguration.of(kafka, settings, shared, apiSettings.reachedAt()),
              new BacklogClients(
                  frames(kafka.topics()),
                  shared.backlogs(),
                  shared.commits(),
                  new LeanFrames(kafka.topics(), registry),
                  transactions(kafka, settings)::finish));
      streams.setUncaughtExceptionHandler(new DeadThreads(shared.records(), onFailure));
      RestoreWatch restoring = parts.add("restore watch", RestoreWatch.start());
      streams.setGlobalStateRestoreListener(restoring);
      parts.add("topology", () -> close(streams, shared));
      ApiServer api =
          parts.add(
              "API",
              ApiServer.start(
                  kafka,
                  registry,
                  new WatchedTopology(streams, settings.stateDirectory(), restoring::trouble),
                  apiSettings));
      streams.start();
      return new StreamsApp(parts, api, new Queries(streams));
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static HungTransactions transactions(KafkaSettings kafka, StreamsSettings settings) {
    Topics topics = kafka.topics();
    return new HungTransactions(
        kafka.clientConfig(),
        settings.applicationId(),
        Stream.of(
                topics.requests(Priority.ROUTINE),
                topics.requests(Priority.LIVE),
                topics.events(),
                topics.alerts(),
                topics.deadLetters())
            .map(Topic::name)
            .collect(Collectors.toSet()));
  }

  private static Set<String> frames(Topics topics) {
    return topics.allFrames().stream().map(Topic::name).collect(Collectors.toSet());
  }

  private static void close(KafkaStreams streams, SharedParts shared) {
    shared.unreadable().close();
    streams.close(leaving());
  }

  /**
   * Leaves the consumer group explicitly. Otherwise the remaining instances, or this one started
   * again, get its tasks only when its session times out.
   */
  private static CloseOptions leaving() {
    return CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
        .withTimeout(CLOSE_LIMIT);
  }

  /** The port that the API listens on. */
  public int apiPort() {
    return api.port();
  }

  /** Typed queries of the current state. */
  public Queries queries() {
    return queries;
  }

  @Override
  public void close() {
    parts.close();
  }
}
