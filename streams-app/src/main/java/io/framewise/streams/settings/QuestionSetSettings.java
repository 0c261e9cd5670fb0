package io.framewise.streams.settings;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowKind;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.contract.topic.TrustedRecords;
import io.framewise.platform.settings.Check;
import io.framewise.platform.settings.Setting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A question set as written in the settings file. */
public record QuestionSetSettings(
    @Setting(value = "1", doc = "Version; count it up with every change.") int version,
    @Setting(doc = "Only sources of this domain are asked: video, screen or inspection.")
        Domain domain,
    @Setting(
            value = ",",
            doc = "Ids of the sources that are asked; empty means every source of the domain.")
        List<String> sources,
    @Setting(doc = "Only sources that have all of these labels are asked; none asks for none.")
        Map<String, String> labels,
    @Setting(
            value = "time",
            doc =
                "What makes a window: time, change (of a screen), image (each picture is one), part (all pictures of one part) or pair (a reference picture and a part's).")
        WindowKind windows,
    @Setting(
            value = "4s",
            doc =
                "Length of a window in event time; of part windows the most that lies between a part's pictures. Without meaning for image and pair.")
        Duration windowSize,
    @Setting(
            value = "0ms",
            doc =
                "Only of time windows: distance between the starts of two; 0 means the window's size.")
        Duration windowHop,
    @Setting(
            value = "4",
            doc =
                "At most this many frames are kept of a window; of part windows how many pictures make a part complete. Of image it is 1, of pair 2.")
        int frames,
    @Setting(value = "1", doc = "At most this many tiles of one frame are looked at.") int maxTiles,
    @Setting(
            value = "500ms",
            doc = "How long a window waits in event time for frames out of order.")
        Duration grace,
    @Setting(value = "5s", doc = "A silence this long by wall clock closes a source's windows.")
        Duration idle,
    @Setting(doc = "What differs for some sources, by any name.")
        Map<String, OverrideSettings> overrides,
    @Setting(
            value = "0",
            doc =
                "An answer ends after this many tokens at the latest; 0 for as many as suit the type of each answer. What is cut is invalid, but for text.")
        int maxNewTokens,
    @Setting(
            value = "15s",
            doc =
                "An answer that is not there this long after it was asked for is worth nothing. A window that waits for room is not asked about yet.")
        Duration deadline,
    @Setting(
            doc = "When the set asks, by the start of a window in event time; always if not given.")
        ScheduleSettings schedule,
    @Setting(value = "routine", doc = "Lane of the requests: routine or live.") Priority priority,
    @Setting(doc = "Questions by id, asked one by one of the same look.")
        Map<String, QuestionSettings> questions) {

  /** Checks what can be checked here; the rest is checked like any question set from the topic. */
  public QuestionSetSettings {
    Check.given("domain", domain);
    Check.positive("window-size", windowSize);
    windowHop = windowHop.isZero() ? windowSize : windowHop;
    overrides = overrides == null ? Map.of() : new LinkedHashMap<>(overrides);
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    questions = questions == null ? Map.of() : new LinkedHashMap<>(questions);
  }

  /** The question set as it is written to the topic. */
  public QuestionSet toQuestionSet(String id) {
    TrustedRecords.trust();
    return QuestionSet.newBuilder()
        .setId(id)
        .setVersion(version)
        .setDomain(domain)
        .setSourceIds(sources)
        .setLabels(labels)
        .setSchedule(schedule.toSchedule())
        .setWindow(
            WindowSpec.newBuilder()
                .setKind(windows)
                .setSizeMs(windowSize.toMillis())
                .setHopMs(windowHop.toMillis())
                .setFrames(framesOfAWindow())
                .setMaxTiles(maxTiles)
                .setGraceMs(grace.toMillis())
                .setIdleMs(idle.toMillis())
                .build())
        .setOverrides(overrides.values().stream().map(OverrideSettings::toOverride).toList())
        .setQuestions(
            questions.entrySet().stream()
                .map(entry -> entry.getValue().toQuestion(entry.getKey()))
                .toList())
        .setMaxNewTokens(maxNewTokens)
        .setDeadlineMs(deadline.toMillis())
        .setPriority(priority)
        .build();
  }

  private int framesOfAWindow() {
    return switch (windows) {
      case TIME, CHANGE, PART -> frames;
      case IMAGE -> 1;
      case PAIR -> 2;
    };
  }
}
