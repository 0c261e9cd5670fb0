package io.framewise.streams.topology;

import static io.framewise.testing.TestRecords.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertAcknowledgement;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.FinishReason;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.QuestionCompletion;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.avro.Timings;
import io.framewise.contract.avro.Usage;
import io.framewise.contract.serde.AvroSerde;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.contract.topic.TrustedRecords;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.ledger.Account;
import io.framewise.streams.ledger.MinuteRange;
import io.framewise.streams.query.AccountReader;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.StateStores;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The real topology under a driver with a hand-moved clock, and records to put in. */
public final class TopologyHarness implements AutoCloseable {

  /** Wall clock at the start; event times are given relative to it. */
  public static final String SOURCE = "door";

  private static final Duration STEP = Duration.ofSeconds(2);
  private static final Duration STEPPED = Duration.ofSeconds(6);

  static {
    TrustedRecords.trust();
  }

  public final Topics topics = new Topics("test.");
  public final SchemaRegistry registry = SchemaRegistry.inMemory();
  private final SharedParts shared = SharedParts.create(registry);
  private final StreamsSettings settings;
  private final List<QuestionSet> asked = new ArrayList<>();
  private TopologyTestDriver driver;
  private Instant now = START;

  public TopologyHarness(Path stateDirectory) {
    this(settings(stateDirectory, 100));
  }

  public TopologyHarness(StreamsSettings settings) {
    this.settings = settings;
    this.driver = newDriver();
  }

  private TopologyTestDriver newDriver() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
    return new TopologyTestDriver(
        FramewiseTopology.build(topics, registry, settings, shared), properties, now);
  }

  /**
   * Starts the topology again on the windows and ledgers that it left, as a restore from the
   * changelogs does.
   */
  public void restartAfter(Duration away) {
    Map<String, OpenWindow> windows = contents(StateStores.OPEN_WINDOWS);
    Map<String, SourceLedger> ledgers = contents(StateStores.LEDGERS);
    Map<String, SourceLedger> minutes = contents(StateStores.MINUTE_LEDGERS);
    driver.close();
    now = now.plus(away);
    driver = newDriver();
    asked.forEach(set -> input(topics.questions()).pipeInput(set.getId(), set));
    windows.forEach(driver.<String, OpenWindow>getKeyValueStore(StateStores.OPEN_WINDOWS)::put);
    ledgers.forEach(driver.<String, SourceLedger>getKeyValueStore(StateStores.LEDGERS)::put);
    minutes.forEach(driver.<String, SourceLedger>getKeyValueStore(StateStores.MINUTE_LEDGERS)::put);
  }

  public <V> Map<String, V> contents(String store) {
    Map<String, V> contents = new TreeMap<>();
    try (KeyValueIterator<String, V> all = driver.<String, V>getKeyValueStore(store).all()) {
      all.forEachRemaining(entry -> contents.put(entry.key, copy(entry.value)));
    }
    return contents;
  }

  /** The topology goes on changing what it has. */
  private static <V> V copy(V value) {
    return value instanceof SpecificRecord record
        ? SpecificData.get().deepCopy(record.getSchema(), value)
        : value;
  }

  public <V> void put(String store, String key, V value) {
    driver.<String, V>getKeyValueStore(store).put(key, value);
  }

  public static StreamsSettings settings(Path stateDirectory, int maxOpenRequests) {
    return settings(
        Map.of(
            "streams.application-id",
            "test",
            "streams.state-directory",
            stateDirectory.toString(),
            "streams.max-open-requests",
            Integer.toString(maxOpenRequests),
            "streams.event-history",
            "1h"));
  }

  /** Settings by their keys. */
  public static StreamsSettings settings(Map<String, String> flags) {
    return SettingsSource.parse("test", "", Map.of(), flags)
        .bind(Section.STREAMS, StreamsSettings.class);
  }

  public void ask(QuestionSet set) {
    asked.add(set);
    input(topics.questions()).pipeInput(set.getId(), set);
    advance(Duration.ofSeconds(1));
  }

  public void removeQuestions(String id) {
    input(topics.questions()).pipeInput(id, null);
    advance(Duration.ofSeconds(1));
  }

  /** Says of the source that it has these labels, as its connector does. */
  public void label(Map<String, String> labels) {
    SourceStatus status = TestStatuses.labelled(SOURCE, labels, now);
    input(topics.sources()).pipeInput(SOURCE, status);
    advance(Duration.ofSeconds(1));
  }

  public static Frame frame(String id, long atMs) {
    return frame(SOURCE, id, atMs);
  }

  public static Frame frame(String sourceId, String id, long atMs) {
    return Frame.newBuilder()
        .setFrameId(id)
        .setSourceId(sourceId)
        .setDomain(Domain.VIDEO)
        .setSequence(0)
        .setCapturedAt(START.plusMillis(atMs))
        .setWidth(64)
        .setHeight(64)
        .setContentType("image/jpeg")
        .setPixels(ByteBuffer.wrap(new byte[] {1, 2, 3}))
        .build();
  }

  /** Puts in a frame that was captured {@code atMs} after the start. */
  public void capture(String id, long atMs) {
    capture(frame(id, atMs));
  }

  public void capture(String sourceId, String id, long atMs) {
    capture(frame(sourceId, id, atMs));
  }

  public void capture(Frame frame) {
    input(topics.frames(frame.getDomain())).pipeInput(frame.getSourceId(), frame);
  }

  /** The same by a producer whose clock shows {@code sentAt}. */
  public void capture(Frame frame, Instant sentAt) {
    input(topics.frames(frame.getDomain())).pipeInput(frame.getSourceId(), frame, sentAt);
  }

  /** What a source was last answered, by question set, as the API reads it. */
  public List<String> latest() {
    return contents(StateStores.LATEST_EVENTS).values().stream()
        .map(event -> ((AnalysisEvent) event).getQuestionSetId())
        .toList();
  }

  public void rawFrame(TestRecord<String, byte[]> record) {
    raw(topics.frames(Domain.VIDEO)).pipeInput(record);
  }

  public void rawQuestions(String key, byte[] value) {
    raw(topics.questions()).pipeInput(key, value);
  }

  public void complete(InferenceCompletion completion) {
    input(topics.completions()).pipeInput(completion.getSourceId(), completion);
  }

  /** Asks on the spot, as the API does. */
  public void askNow(InferenceRequest request) {
    input(topics.asked()).pipeInput(request.getSourceId(), request);
  }

  public void rawAsked(String key, byte[] value) {
    raw(topics.asked()).pipeInput(key, value);
  }

  public void rawCompletion(String key, byte[] value) {
    raw(topics.completions()).pipeInput(key, value);
  }

  public static InferenceCompletion completion(InferenceRequest request, String... texts) {
    List<QuestionCompletion> answers =
        java.util.stream.IntStream.range(0, texts.length)
            .mapToObj(
                i ->
                    new QuestionCompletion(
                        request.getQuestions().get(i).getId(),
                        texts[i],
                        0.9,
                        1,
                        FinishReason.STOP,
                        null,
                        null))
            .toList();
    return InferenceCompletion.newBuilder()
        .setRequestId(request.getRequestId())
        .setSourceId(request.getSourceId())
        .setStatus(CompletionStatus.COMPLETED)
        .setCompletions(answers)
        .setModel(new ModelInfo("tiny", "0123456789abcdef", List.of()))
        .setUsage(new Usage(10, 4, 1, 0))
        .setTimings(new Timings(1L, 2L, 3L, 4L, 5L, 6L, 1))
        .setWorker("worker-1")
        .setCompletedAt(START)
        .build();
  }

  /** Time goes by in steps, as it does for a process that runs; of a long time the last of it. */
  public void advance(Duration time) {
    Duration stepped = time.compareTo(STEPPED) < 0 ? time : STEPPED;
    if (stepped.compareTo(time) < 0) {
      leap(time.minus(stepped));
    }
    while (stepped.compareTo(STEP) > 0) {
      leap(STEP);
      stepped = stepped.minus(STEP);
    }
    leap(stepped);
  }

  /** Time goes by while the process stands still. */
  public void leap(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  /** What its exception handlers and Kafka clients tell. */
  public SharedParts shared() {
    return shared;
  }

  /** The wall clock, in milliseconds since the start. */
  public long sinceStartMs() {
    return Duration.between(START, now).toMillis();
  }

  public List<InferenceRequest> requests() {
    return output(topics.requests(Priority.ROUTINE));
  }

  public List<InferenceRequest> liveRequests() {
    return output(topics.requests(Priority.LIVE));
  }

  public List<AnalysisEvent> events() {
    return output(topics.events());
  }

  public List<Alert> alerts() {
    return output(topics.alerts());
  }

  /** The states of the alerts that came; "gone" for one that was taken off its topic. */
  public List<String> alertStates() {
    AvroSerde<Alert> serde = new AvroSerde<>(topics.alerts(), registry);
    return records(topics.alerts().name()).stream()
        .map(record -> record.value() == null ? "gone" : value(serde, record).getState().name())
        .toList();
  }

  public void acknowledge(Alert alert, Instant at) {
    input(topics.acknowledgements())
        .pipeInput(
            alert.getSourceId(),
            new AlertAcknowledgement(
                alert.getAlertKey(), alert.getSourceId(), alert.getRaisedByEventId(), at));
  }

  public void rawAcknowledgement(String key, byte[] value) {
    raw(topics.acknowledgements()).pipeInput(key, value);
  }

  /** The times of the records that a store's changelog was sent. */
  public List<Long> changelogTimes(String store) {
    return records(settings.applicationId() + "-" + store + "-changelog").stream()
        .map(TestRecord::timestamp)
        .toList();
  }

  public List<DeadLetter> deadLetters() {
    return output(topics.deadLetters());
  }

  public List<TestRecord<String, byte[]>> deadLetterRecords() {
    return records(topics.deadLetters().name());
  }

  public SourceLedger ledger() {
    return ledger(SOURCE);
  }

  public SourceLedger ledger(String sourceId) {
    SourceLedger ledger =
        driver.<String, SourceLedger>getKeyValueStore(StateStores.LEDGERS).get(sourceId);
    return ledger == null ? SourceLedger.newBuilder().build() : copy(ledger);
  }

  /** The account of {@link #SOURCE}, as the API reads it. */
  public Account account(Optional<MinuteRange> span) {
    AccountReader reader = new AccountReader(driver::getKeyValueStore);
    return reader.read(SOURCE, span).orElseThrow();
  }

  /** Fails unless every frame and window of {@link #SOURCE} is accounted for exactly once. */
  public void requireBalance() {
    assertThat(account(Optional.empty()).problems()).isEmpty();
    assertThat(ledger().getOpenRequests()).isEqualTo(contents(StateStores.PENDING_REQUESTS).size());
  }

  private TestInputTopic<String, byte[]> raw(Topic<?> topic) {
    return driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer());
  }

  private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
    return driver.createInputTopic(
        topic.name(), new StringSerializer(), new AvroSerde<>(topic, registry).serializer());
  }

  private List<TestRecord<String, byte[]>> records(String topic) {
    return driver
        .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private <V extends SpecificRecord> List<V> output(Topic<V> topic) {
    AvroSerde<V> serde = new AvroSerde<>(topic, registry);
    return records(topic.name()).stream().map(record -> value(serde, record)).toList();
  }

  private static <V extends SpecificRecord> V value(
      AvroSerde<V> serde, TestRecord<String, byte[]> record) {
    return serde.deserializer().deserialize("any", record.value());
  }

  @Override
  public void close() {
    driver.close();
  }
}
