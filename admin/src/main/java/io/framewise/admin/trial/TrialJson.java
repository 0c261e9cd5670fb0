package io.framewise.admin.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.admin.trial.TriedWindow.TriedAnswer;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.EventStatus;
import io.framewise.platform.topic.RecordPlace;
import io.framewise.streams.alert.AnswerWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A trial for programs: one JSON object. */
final class TrialJson implements TrialReport {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> object = new LinkedHashMap<>();
  private final Map<Integer, Object> windows = new TreeMap<>();

  TrialJson(String questionSetId, String sourceId, String run) {
    object.put("questionSetId", questionSetId);
    object.put("sourceId", sourceId);
    object.put("run", run);
  }

  @Override
  public void add(TriedWindow window) {
    AnalysisEvent event = window.event();
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("start", event.getWindow().getStart().toString());
    written.put("end", event.getWindow().getEnd().toString());
    written.put("framesSeen", event.getWindow().getFramesSeen());
    written.put(
        "frames",
        event.getFrames().stream().map(frame -> RecordPlace.of(frame).toString()).toList());
    written.put("status", event.getStatus().name());
    written.put("reason", event.getReason());
    written.put("latencyMs", window.latencyMs());
    written.put("answers", window.answers().stream().map(TrialJson::answer).toList());
    windows.put(window.index(), written);
  }

  private static Map<String, Object> answer(TriedAnswer tried) {
    Answer answer = tried.answer();
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("questionId", answer.getQuestionId());
    written.put("type", answer.getAnswerType().name());
    written.put("valid", answer.getValid());
    written.put("text", answer.getText());
    written.put("value", answer.getValid() ? AnswerWords.of(answer) : null);
    written.put("probability", answer.getProbability());
    written.put(
        "finishReason", answer.getFinishReason() == null ? null : answer.getFinishReason().name());
    written.put("knownQuestion", answer.getKnownQuestion());
    written.put("meetsAlert", tried.meetsAlert().orElse(null));
    return written;
  }

  @Override
  public String end(TrialTally tally) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("windows", tally.all());
    summary.put("answered", tally.of(EventStatus.ANSWERED));
    summary.put("invalid", tally.of(EventStatus.INVALID));
    summary.put("failed", tally.of(EventStatus.FAILED));
    summary.put("expired", tally.of(EventStatus.EXPIRED));
    summary.put("notAwaited", tally.open());
    summary.put("leftOut", tally.leftOut());
    summary.put("alertsMet", tally.alertsMet());
    tally.medianLatencyMs().ifPresent(median -> summary.put("medianLatencyMs", median));
    List<Object> inOrder = new ArrayList<>(windows.values());
    object.put("windows", inOrder);
    object.put("summary", summary);
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain data can be written", e);
    }
  }
}
