package io.framewise.streams.settings;

import io.framewise.platform.settings.Check;
import io.framewise.platform.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The topology's knobs. */
public record StreamsSettings(
    @Setting(
            value = "framewise-streams",
            doc =
                "Kafka Streams application id: name of the consumer group and prefix of the internal topics.")
        String applicationId,
    @Setting(
            value = "live",
            doc =
                "Name of the run, part of each request's identity: live, or the name of a replay.")
        String run,
    @Setting(
            value = ".framewise/state",
            doc = "Folder of the local state; it is rebuilt from Kafka when it is lost.")
        Path stateDirectory,
    @Setting(value = "1", doc = "Stream threads.") int threads,
    @Setting(
            value = "100ms",
            doc =
                "Time from one commit to the next while requests, events or alerts wait to be read and the topology has read its frames; otherwise a second, or this where it is more.")
        Duration commitInterval,
    @Setting(
            value = "10s",
            doc =
                "How long an instance may be silent before the others take its sources over, 6s to 5m: what a killed instance costs. A clean stop costs nothing of it.")
        Duration sessionTimeout,
    @Setting(
            value = "1",
            doc =
                "Copies of the state that other instances keep up to date, ready to take over and to answer queries; without other instances there are none.")
        int standbys,
    @Setting(
            value = "10m",
            doc =
                "How long a frame's id is remembered at least, to recognise the same frame sent twice.")
        Duration duplicateMemory,
    @Setting(
            value = "5m",
            doc =
                "A frame whose capture time is further ahead of this clock is refused; its source's clock is wrong. Raise it for long recordings that are played FAST.")
        Duration maxClockAhead,
    @Setting(
            value = "4",
            doc =
                "Requests of one source that may be open at once. Further windows are shed; those of inspection, of a part or of a pair wait, and so do those whose frames come belated, after an outage.")
        int maxOpenRequests,
    @Setting(
            value = "2000",
            doc =
                "Windows of one source that may wait for room at once, on disk. Of further ones the last that is only belated is shed, then the last of lower priority.")
        int maxWaitingWindows,
    @Setting(
            value = "frames,tiles,hop",
            doc =
                "What is given up under load, in this order, before a window is shed: frames, half of them; tiles, half of them; hop, every second window. A source's load is its open requests as a share of max-open-requests, or the time that they have waited, added up, as a share of half their deadline; at 1 windows are shed, the last step begins at 7/8, the one before at 6/8, and so on. Each event says what it went without.")
        List<String> degrade,
    @Setting(
            value = "2000",
            doc =
                "Sources of one partition that have an account; frames of further ones become dead letters, so that no producer can fill the memory with names.")
        int maxSources,
    @Setting(
            value = "30d",
            doc =
                "A source that has been silent this long, with nothing open, is forgotten: its account, its newest answers and its alerts.")
        Duration forgetSourcesAfter,
    @Setting(
            value = "10m",
            doc =
                "While nothing changes before a source with a change gate, its answers are repeated this long before the model looks again; 0s asks about every window.")
        Duration repeatAnswers,
    @Setting(
            value = "6h",
            doc =
                "How long events, and the accounts of spans of time, can be asked for over the API; the events topic keeps events longer.")
        Duration eventHistory,
    @Setting(
            doc =
                "Question sets put on the questions topic at start, unless it has this version of the set or a newer one.")
        Map<String, QuestionSetSettings> questionSets) {

  // Kafka's brokers refuse shorter ones (group.min.session.timeout.ms).
  private static final Duration MIN_SESSION = Duration.ofSeconds(6);
  private static final Duration MAX_SESSION = Duration.ofMinutes(5);

  /** Checks the bounds. */
  public StreamsSettings {
    Check.given("application-id", applicationId);
    Check.given("run", run);
    Check.between("threads", threads, 1, 64);
    Check.positive("commit-interval", commitInterval);
    if (sessionTimeout.compareTo(MIN_SESSION) < 0 || sessionTimeout.compareTo(MAX_SESSION) > 0) {
      throw new IllegalArgumentException("session-timeout must be between 6s and 5m");
    }
    Check.between("standbys", standbys, 0, 5);
    Check.positive("duplicate-memory", duplicateMemory);
    Check.positive("max-clock-ahead", maxClockAhead);
    Check.between("max-open-requests", maxOpenRequests, 1, 1000);
    Check.between("max-waiting-windows", maxWaitingWindows, 1, 100_000);
    DegradeStep.parse(degrade);
    Check.between("max-sources", maxSources, 1, 1_000_000);
    Check.positive("forget-sources-after", forgetSourcesAfter);
    Check.positive("event-history", eventHistory);
    if (repeatAnswers.isNegative()) {
      throw new IllegalArgumentException("repeat-answers must not be negative");
    }
    questionSets = questionSets == null ? Map.of() : new LinkedHashMap<>(questionSets);
  }

  /** How long a source may be silent before it is forgotten: not while its events are kept. */
  public Duration remembersSources() {
    return Collections.max(List.of(forgetSourcesAfter, eventHistory));
  }

  /** The steps of what is given up under load, in order. */
  public List<DegradeStep> degradeSteps() {
    return DegradeStep.parse(degrade);
  }
}
