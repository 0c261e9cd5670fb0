package io.framewise.streams.topology;

import io.framewise.contract.avro.AlertAcknowledgement;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.Stage;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.AvroSerde;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.streams.alert.AcknowledgeAlerts;
import io.framewise.streams.alert.TrackAlerts;
import io.framewise.streams.alert.TrackConditions;
import io.framewise.streams.ask.SendAsked;
import io.framewise.streams.backlog.CommitPace;
import io.framewise.streams.correlate.CorrelateCompletions;
import io.framewise.streams.correlate.ExpireRequests;
import io.framewise.streams.correlate.RecordEvents;
import io.framewise.streams.dispatch.DispatchRequests;
import io.framewise.streams.failure.Ingest;
import io.framewise.streams.failure.SetAsideFailures;
import io.framewise.streams.failure.SizeGuard;
import io.framewise.streams.ingest.IngestFrames;
import io.framewise.streams.ingest.IngestMarks;
import io.framewise.streams.ingest.IngestRecords;
import io.framewise.streams.ingest.ReadMark;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.store.StoreBuilders;
import io.framewise.streams.table.BuryUnreadable;
import io.framewise.streams.table.KeepNewest;
import io.framewise.streams.window.AssignWindows;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The topology of the streams app. Everything about one source happens in one task, because all
 * topics are keyed by source id and have the same number of partitions.
 *
 * <pre>
 * frames.* -> ingest-frames -> assign-windows -> dispatch-requests -> inference.requests[.live]
 *                   |                                  | shed
 *                   v                                  v
 *             dead-letters                        record-events -> events
 *                   ^                                  ^     |
 *                   |                                  |     v
 * inference.completions -> ingest-completions -> correlate-completions
 *                                                            |
 *                                                      track-alerts -> alerts
 *                                                                        ^
 * alert-acknowledgements -> ingest-acknowledgements -> acknowledge-alerts
 * </pre>
 *
 * <p>A question asked on the spot comes through inference.requests.asked and ingest-asked to
 * send-asked, which sends it down the live lane as dispatch-requests does.
 *
 * <p>expire-requests also reads inference.completions, through ingest-marks: it sends marks to that
 * topic, and when it reads one back it passes the overdue requests on to record-events.
 *
 * <p>Three more kinds of records become dead letters: those at which a processor fails
 * unexpectedly, those that a topic refuses as too large, and those of the global tables that cannot
 * be read. The packages {@code failure} and {@code table} see to them.
 */
public final class FramewiseTopology {

  private static final String INGEST = "ingest-";
  private static final String FRAMES = "frames";
  private static final String INGEST_FRAMES = INGEST + FRAMES;
  private static final String TRACK_CONDITIONS = "track-conditions";
  private static final String ASSIGN_WINDOWS = "assign-windows";
  private static final String DISPATCH_REQUESTS = "dispatch-requests";
  private static final String COMPLETIONS = "completions";
  private static final String INGEST_MARKS = "ingest-marks";
  private static final String CORRELATE_COMPLETIONS = "correlate-completions";
  private static final String EXPIRE_REQUESTS = "expire-requests";
  private static final String RECORD_EVENTS = "record-events";
  private static final String TRACK_ALERTS = "track-alerts";
  private static final String ASKED = "asked";
  private static final String SEND_ASKED = "send-asked";
  private static final String ACKNOWLEDGEMENTS = "acknowledgements";
  private static final String ACKNOWLEDGE_ALERTS = "acknowledge-alerts";
  private static final String BURY_UNREADABLE = "bury-unreadable";
  private static final String REQUESTS = "requests";
  private static final String REQUESTS_LIVE = "requests-live";
  private static final String READ_MARKS = "read-marks";
  private static final String EVENTS = "events";
  private static final String ALERTS = "alerts";
  private static final String DEAD_LETTERS = "dead-letters";

  private static final Deserializer<String> KEYS = new StringDeserializer();
  private static final Deserializer<byte[]> BYTES = new ByteArrayDeserializer();

  private final Topics topics;
  private final SchemaRegistry registry;
  private final StreamsSettings settings;
  private final SharedParts shared;
  private final CommitPace pace;
  private final StoreBuilders stores;

  private FramewiseTopology(
      Topics topics, SchemaRegistry registry, StreamsSettings settings, SharedParts shared) {
    this.topics = topics;
    this.registry = registry;
    this.settings = settings;
    this.shared = shared;
    this.pace = new CommitPace(settings.commitInterval(), shared.backlogs(), shared.commits());
    this.stores = new StoreBuilders(settings);
  }

  /** Builds the topology. Pure: reads and writes nothing. */
  public static Topology build(Topics topics, SchemaRegistry registry, StreamsSettings settings) {
    return build(topics, registry, settings, SharedParts.create(registry));
  }

  /** The same, sharing {@code shared} with the exception handlers. */
  public static Topology build(
      Topics topics, SchemaRegistry registry, StreamsSettings settings, SharedParts shared) {
    return new FramewiseTopology(topics, registry, settings, shared).build();
  }

  private Topology build() {
    Topology topology = new Topology();
    addGlobal(
        topology,
        topics.questions(),
        StoreBuilders.global(StateStores.QUESTION_SETS, serde(topics.questions())),
        Stage.QUESTIONS);
    addGlobal(
        topology,
        topics.sources(),
        StoreBuilders.global(StateStores.SOURCE_STATUSES, serde(topics.sources())),
        Stage.INGEST);
    addFrames(topology);
    addAsked(topology);
    addCompletions(topology);
    addEvents(topology);
    addAcknowledgements(topology);
    addSinks(topology);
    return topology;
  }

  private void addFrames(Topology topology) {
    FrameRecords records = new FrameRecords(topics, registry);
    String[] frames = topics.allFrames().stream().map(Topic::name).toArray(String[]::new);
    Map<Priority, String> lanes = Map.of(Priority.ROUTINE, REQUESTS, Priority.LIVE, REQUESTS_LIVE);
    topology
        .addSource(
            AutoOffsetReset.earliest(),
            FRAMES,
            new FramesTakeTurns(InstantSource.system()),
            KEYS,
            BYTES,
            frames)
        .addProcessor(
            INGEST_FRAMES,
            stores.with(
                IngestFrames.STORES,
                () ->
                    guarded(
                        new IngestFrames(
                            records,
                            settings,
                            List.of(TRACK_CONDITIONS, ASSIGN_WINDOWS),
                            DEAD_LETTERS))),
            FRAMES)
        .addProcessor(
            ASSIGN_WINDOWS,
            stores.with(
                AssignWindows.STORES,
                () -> new AssignWindows(settings, shared.items(), shared.backlogs())),
            INGEST_FRAMES)
        .addProcessor(
            TRACK_CONDITIONS,
            stores.with(
                TrackConditions.STORES, () -> new TrackConditions(settings.remembersSources())),
            INGEST_FRAMES)
        .addProcessor(
            DISPATCH_REQUESTS,
            stores.with(
                DispatchRequests.STORES,
                () ->
                    new DispatchRequests(
                        settings, lanes, RECORD_EVENTS, sizes(), shared.items(), pace)),
            ASSIGN_WINDOWS);
  }

  private Processor<String, byte[], String, Object> guarded(Ingest ingest) {
    return new SetAsideFailures(ingest, shared.records());
  }

  private SizeGuard sizes() {
    return new SizeGuard(shared.sizes(), topics, DEAD_LETTERS);
  }

  private void addAsked(Topology topology) {
    addRecords(
        topology, ASKED, topics.asked(), InferenceRequest::getSourceId, Stage.ASK, SEND_ASKED);
    topology.addProcessor(
        SEND_ASKED,
        stores.with(
            SendAsked.STORES,
            () -> new SendAsked(settings, REQUESTS_LIVE, RECORD_EVENTS, sizes(), pace)),
        INGEST + ASKED);
  }

  /** Records that other processes write and that are matched with the state before all frames. */
  private <V extends SpecificRecord> void addRecords(
      Topology topology,
      String source,
      Topic<V> topic,
      Function<V, String> sourceId,
      Stage stage,
      String child) {
    AvroDeserializer<V> deserializer = new AvroDeserializer<>(topic.valueType(), registry);
    topology
        .addSource(
            AutoOffsetReset.earliest(), source, new BeforeFrames(), KEYS, BYTES, topic.name())
        .addProcessor(
            INGEST + source,
            () -> guarded(new IngestRecords<>(deserializer, sourceId, stage, child, DEAD_LETTERS)),
            source);
  }

  private void addCompletions(Topology topology) {
    addRecords(
        topology,
        COMPLETIONS,
        topics.completions(),
        InferenceCompletion::getSourceId,
        Stage.COMPLETION,
        CORRELATE_COMPLETIONS);
    topology
        .addProcessor(
            CORRELATE_COMPLETIONS,
            stores.with(
                CorrelateCompletions.STORES,
                () -> new CorrelateCompletions(settings.run(), RECORD_EVENTS, sizes())),
            INGEST + COMPLETIONS)
        .addProcessor(INGEST_MARKS, IngestMarks::new, COMPLETIONS)
        .addProcessor(
            EXPIRE_REQUESTS,
            stores.with(
                ExpireRequests.STORES,
                () -> new ExpireRequests(RECORD_EVENTS, READ_MARKS, shared.items(), pace)),
            INGEST_MARKS);
  }

  private void addEvents(Topology topology) {
    topology
        .addProcessor(
            RECORD_EVENTS,
            stores.with(RecordEvents.STORES, () -> new RecordEvents(settings, pace)),
            DISPATCH_REQUESTS,
            SEND_ASKED,
            CORRELATE_COMPLETIONS,
            EXPIRE_REQUESTS)
        .addProcessor(
            TRACK_ALERTS,
            stores.with(
                TrackAlerts.STORES, () -> new TrackAlerts(settings.eventHistory(), shared.items())),
            RECORD_EVENTS);
  }

  private void addAcknowledgements(Topology topology) {
    addRecords(
        topology,
        ACKNOWLEDGEMENTS,
        topics.acknowledgements(),
        AlertAcknowledgement::getSourceId,
        Stage.ACKNOWLEDGEMENT,
        ACKNOWLEDGE_ALERTS);
    topology
        .addProcessor(
            ACKNOWLEDGE_ALERTS,
            stores.with(AcknowledgeAlerts.STORES, () -> new AcknowledgeAlerts(pace)),
            INGEST + ACKNOWLEDGEMENTS)
        .addProcessor(
            BURY_UNREADABLE,
            stores.with(BuryUnreadable.STORES, () -> new BuryUnreadable(shared.unreadable())),
            ACKNOWLEDGEMENTS);
  }

  private void addSinks(Topology topology) {
    addRequests(topology, REQUESTS, topics.requests(Priority.ROUTINE), DISPATCH_REQUESTS);
    addRequests(
        topology, REQUESTS_LIVE, topics.requests(Priority.LIVE), DISPATCH_REQUESTS, SEND_ASKED);
    addReadMarks(topology);
    addSink(topology, EVENTS, topics.events(), RECORD_EVENTS);
    addSink(topology, ALERTS, topics.alerts(), TRACK_ALERTS, TRACK_CONDITIONS, ACKNOWLEDGE_ALERTS);
    addSink(
        topology,
        DEAD_LETTERS,
        topics.deadLetters(),
        INGEST_FRAMES,
        INGEST + COMPLETIONS,
        INGEST + ACKNOWLEDGEMENTS,
        INGEST + ASKED,
        DISPATCH_REQUESTS,
        SEND_ASKED,
        CORRELATE_COMPLETIONS,
        BURY_UNREADABLE);
  }

  private <V extends SpecificRecord> void addGlobal(
      Topology topology,
      Topic<V> topic,
      StoreBuilder<KeyValueStore<String, V>> store,
      Stage stage) {
    AvroDeserializer<V> values = new AvroDeserializer<>(topic.valueType(), registry);
    topology.addGlobalStore(
        store,
        store.name() + "-source",
        KEYS,
        BYTES,
        topic.name(),
        store.name() + "-table",
        () -> new KeepNewest<>(store.name(), values, stage, shared.unreadable()));
  }

  /**
   * A request goes to the partition of its newest frame, and its completion to the partition of the
   * request. So they meet in one task even when a producer of frames uses a partitioner of its own.
   * The newest frame decides, because the first one may be a reference picture from before the
   * number of partitions was changed.
   */
  private void addRequests(
      Topology topology, String name, Topic<InferenceRequest> topic, String... parents) {
    topology.addSink(
        name,
        topic.name(),
        new StringSerializer(),
        serde(topic).serializer(),
        FramewiseTopology::besideItsFrames,
        parents);
  }

  static Optional<Set<Integer>> besideItsFrames(
      String topic, String sourceId, InferenceRequest request, int partitions) {
    return Optional.of(Set.of(FrameRecords.newest(request.getFrames()).getPartition()));
  }

  /** A mark has no value, only a header, and goes back to the task that sent it. */
  private void addReadMarks(Topology topology) {
    StreamPartitioner<String, ReadMark> ownPartition =
        (topicName, key, mark, partitions) -> Optional.of(Set.of(mark.partition()));
    topology.addSink(
        READ_MARKS,
        topics.completions().name(),
        new StringSerializer(),
        (topicName, mark) -> null,
        ownPartition,
        EXPIRE_REQUESTS);
  }

  private <V extends SpecificRecord> void addSink(
      Topology topology, String name, Topic<V> topic, String... parents) {
    Serializer<V> serializer = serde(topic).serializer();
    topology.addSink(name, topic.name(), new StringSerializer(), serializer, parents);
  }

  private <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
    return new AvroSerde<>(topic, registry);
  }
}
