package io.framewise.contract.topic;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertAcknowledgement;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.SourceDefinition;
import io.framewise.contract.avro.SourceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** The topic catalogue under one name prefix. Immutable. */
public final class Topics {

  private static final int MIB = 1024 * 1024;

  /** Largest picture that may travel in a frame, in bytes. */
  public static final int MAX_PICTURE_BYTES = 20 * MIB;

  private static final int MAX_FRAME_BYTES = MAX_PICTURE_BYTES + MIB;
  private static final String SOURCE_ID = "source id";

  private final String prefix;
  private final String framesPrefix;

  /** A catalogue whose names begin with {@code prefix}, such as {@code framewise.}. */
  public Topics(String prefix) {
    this(prefix, prefix);
  }

  /** One whose frames topics have another prefix: those of another installation. */
  public Topics(String prefix, String framesPrefix) {
    TrustedRecords.trust();
    this.prefix = prefix;
    this.framesPrefix = framesPrefix;
  }

  /** Pictures of the sources of one domain. */
  public Topic<Frame> frames(Domain domain) {
    return switch (domain) {
      case VIDEO -> frames("frames.video", "Frames of cameras and video files.");
      case SCREEN -> frames("frames.screen", "Pictures of screens.");
      case INSPECTION -> frames("frames.inspection", "Pictures of parts from inspection stations.");
    };
  }

  /** Pictures that came with a question; what is asked about them refers to them here. */
  public Topic<Frame> askedFrames() {
    return frames(
        "frames.asked",
        "Pictures that were sent with a question; no question set asks about them.");
  }

  /** The frames topics of all domains, from which windows are made. */
  public List<Topic<Frame>> allFrames() {
    return List.of(frames(Domain.VIDEO), frames(Domain.SCREEN), frames(Domain.INSPECTION));
  }

  /**
   * The topics on which a reference to a frame may point: those of the domains and of questions.
   */
  public List<Topic<Frame>> referencedFrames() {
    return Stream.concat(allFrames().stream(), Stream.of(askedFrames())).toList();
  }

  /** The question sets in force. */
  public Topic<QuestionSet> questions() {
    return compacted(
        "questions",
        QuestionSet.class,
        "question set id",
        "The question sets in force; a null value removes one.");
  }

  /** Requests for the workers, in the lane of their priority. */
  public Topic<InferenceRequest> requests(Priority priority) {
    return switch (priority) {
      case ROUTINE ->
          bySource(
              "inference.requests",
              InferenceRequest.class,
              Duration.ofHours(6),
              "Closed windows and what is asked about them.");
      case LIVE ->
          bySource(
              "inference.requests.live",
              InferenceRequest.class,
              Duration.ofHours(6),
              "The same for live question sets, which go first.");
    };
  }

  /** Requests on their way to the topology, which alone sends them to the workers. */
  public Topic<InferenceRequest> asked() {
    return bySource(
        "inference.requests.asked",
        InferenceRequest.class,
        Duration.ofHours(6),
        "Questions asked on the spot, on their way to the streams app, which sends them to the workers.");
  }

  /** What the workers made of the requests, at least once each. */
  public Topic<InferenceCompletion> completions() {
    return bySource(
        "inference.completions",
        InferenceCompletion.class,
        Duration.ofHours(6),
        "What the workers made of the requests, at least once each. A record without a value is a mark of the streams app, which tells it how far it has read; skip it.");
  }

  /** One event per request, exactly once. */
  public Topic<AnalysisEvent> events() {
    return bySource(
        "events",
        AnalysisEvent.class,
        Duration.ofDays(30),
        "How each request ended, with typed answers; exactly one event per request.");
  }

  /** The current state of each alert. */
  public Topic<Alert> alerts() {
    return compacted("alerts", Alert.class, "alert key", "The current state of each alert.");
  }

  /** Acknowledgements on their way to the topology, which alone writes alerts. */
  public Topic<AlertAcknowledgement> acknowledgements() {
    return bySource(
        "alert-acknowledgements",
        AlertAcknowledgement.class,
        Duration.ofDays(7),
        "Acknowledgements on their way to the streams app, which alone writes alerts.");
  }

  /** What the connectors say of their sources. */
  public Topic<SourceStatus> sources() {
    return compacted(
        "sources",
        SourceStatus.class,
        SOURCE_ID,
        "State and counts of each source, from its connector.");
  }

  /** The sources that the connectors capture. */
  public Topic<SourceDefinition> sourceDefinitions() {
    return new Topic<>(
        prefix + "source-definitions",
        SourceDefinition.class,
        SOURCE_ID,
        true,
        Optional.empty(),
        MIB,
        "The sources to capture, shared out by partition between the connector processes; a null value removes one.");
  }

  /** What could not be processed. */
  public Topic<DeadLetter> deadLetters() {
    return topic(
        "dead-letters",
        DeadLetter.class,
        "original key",
        Optional.of(Duration.ofDays(30)),
        "What could not be processed, and why. A record without a value marks that another was redriven; the header framewise-redriven says which.");
  }

  /** Every topic of the catalogue. */
  public List<Topic<?>> all() {
    return List.of(
        frames(Domain.VIDEO),
        frames(Domain.SCREEN),
        frames(Domain.INSPECTION),
        askedFrames(),
        questions(),
        requests(Priority.ROUTINE),
        requests(Priority.LIVE),
        asked(),
        completions(),
        events(),
        alerts(),
        acknowledgements(),
        sources(),
        sourceDefinitions(),
        deadLetters());
  }

  private Topic<Frame> frames(String name, String doc) {
    return new Topic<>(
        framesPrefix + name,
        Frame.class,
        SOURCE_ID,
        true,
        Optional.of(Duration.ofHours(2)),
        MAX_FRAME_BYTES,
        doc);
  }

  private <V extends SpecificRecord> Topic<V> bySource(
      String name, Class<V> type, Duration retention, String doc) {
    return new Topic<>(prefix + name, type, SOURCE_ID, true, Optional.of(retention), MIB, doc);
  }

  private <V extends SpecificRecord> Topic<V> compacted(
      String name, Class<V> type, String key, String doc) {
    return topic(name, type, key, Optional.empty(), doc);
  }

  private <V extends SpecificRecord> Topic<V> topic(
      String name, Class<V> type, String key, Optional<Duration> retention, String doc) {
    return new Topic<>(prefix + name, type, key, false, retention, MIB, doc);
  }
}
