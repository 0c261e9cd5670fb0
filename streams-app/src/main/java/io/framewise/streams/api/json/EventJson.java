package io.framewise.streams.api.json;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.Box;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Point;
import io.framewise.contract.avro.Timings;
import io.framewise.contract.avro.Usage;
import io.framewise.platform.topic.RecordPlace;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/** Events as the API shows them. */
public final class EventJson {

  private EventJson() {}

  public static JsonObject list(List<AnalysisEvent> events) {
    return new JsonObject().put("events", array(events, EventJson::of));
  }

  /** An event as a line of JSON, as commands print it. */
  public static String line(AnalysisEvent event) {
    return of(event).encode();
  }

  public static JsonObject of(AnalysisEvent event) {
    return new JsonObject()
        .put("href", href(event))
        .put("eventId", event.getEventId())
        .put("run", event.getRun())
        .put("sourceId", event.getSourceId())
        .put("questionSetId", event.getQuestionSetId())
        .put("questionSetVersion", event.getQuestionSetVersion())
        .put("status", event.getStatus().name())
        .put("reason", event.getReason())
        .put(
            "window",
            new JsonObject()
                .put("start", event.getWindow().getStart().toString())
                .put("end", event.getWindow().getEnd().toString())
                .put("framesSeen", event.getWindow().getFramesSeen())
                .put("closedBy", event.getWindow().getClosedBy().name())
                .put("subject", event.getWindow().getSubject())
                .put("unchangedSince", text(event.getWindow().getUnchangedSince()))
                .put("conditions", new JsonArray(event.getWindow().getConditions())))
        .put("attributes", new JsonObject(new HashMap<>(event.getAttributes())))
        .put("frames", array(event.getFrames(), EventJson::frame))
        .put("answers", array(event.getAnswers(), EventJson::answer))
        .put("model", model(event))
        .put("usage", usage(event.getUsage()))
        .put("timings", timings(event.getTimings()))
        .put("worker", event.getWorker())
        .put("quality", new JsonArray(event.getQuality()))
        .put("repeats", event.getRepeats())
        .put("answeredAt", text(event.getAnsweredAt()))
        .put("createdAt", event.getCreatedAt().toString())
        .put("latencyMs", latencyMs(event));
  }

  /** A question that was taken: the id of its event to be, and the frames that are looked at. */
  public static JsonObject asked(InferenceRequest request) {
    return new JsonObject()
        .put("eventId", request.getRequestId())
        .put("sourceId", request.getSourceId())
        .put("frames", array(request.getFrames(), EventJson::frame))
        .put("deadlineAt", request.getDeadlineAt().toString());
  }

  static String text(Instant time) {
    return time == null ? null : time.toString();
  }

  /** The time from the capture of the last frame to the event. */
  private static Long latencyMs(AnalysisEvent event) {
    List<FrameRef> frames = event.getFrames();
    return frames.isEmpty()
        ? null
        : Duration.between(frames.get(frames.size() - 1).getCapturedAt(), event.getCreatedAt())
            .toMillis();
  }

  /** The address of this event in the API, with what makes the search short. */
  private static String href(AnalysisEvent event) {
    return "/v1/events/"
        + encoded(event.getEventId())
        + "?source="
        + encoded(event.getSourceId())
        + "&at="
        + encoded(event.getCreatedAt().toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static JsonObject frame(FrameRef frame) {
    return new JsonObject()
        .put("href", "/v1/frames/" + encoded(RecordPlace.of(frame).toString()) + ".jpg")
        .put("frameId", frame.getFrameId())
        .put("capturedAt", frame.getCapturedAt().toString())
        .put("width", frame.getWidth())
        .put("height", frame.getHeight())
        .put("ref", RecordPlace.of(frame).toString())
        .put("topic", frame.getTopic())
        .put("partition", frame.getPartition())
        .put("offset", frame.getOffset());
  }

  private static JsonObject answer(Answer answer) {
    return new JsonObject()
        .put("questionId", answer.getQuestionId())
        .put("question", answer.getQuestion())
        .put("type", answer.getAnswerType().name())
        .put("valid", answer.getValid())
        .put("text", answer.getText())
        .put("value", value(answer))
        .put("frameId", answer.getFrameId())
        .put("probability", answer.getProbability())
        .put(
            "finishReason",
            answer.getFinishReason() == null ? null : answer.getFinishReason().name())
        .put("knownQuestion", answer.getKnownQuestion())
        .put("since", since(answer));
  }

  private static String since(Answer answer) {
    return answer.getSinceMs() == null
        ? null
        : Instant.ofEpochMilli(answer.getSinceMs()).toString();
  }

  private static Object value(Answer answer) {
    if (!answer.getValid()) {
      return null;
    }
    return switch (answer.getAnswerType()) {
      case TEXT -> answer.getText();
      case YES_NO -> answer.getYesNo();
      case CHOICE -> answer.getChoice();
      case NUMBER -> answer.getNumber();
      case BOX -> array(answer.getBoxes(), EventJson::box);
      case POINT -> array(answer.getPoints(), EventJson::point);
      case JSON -> Json.decodeValue(answer.getJson());
    };
  }

  private static JsonObject box(Box box) {
    return new JsonObject()
        .put("label", box.getLabel())
        .put("x1", box.getX1())
        .put("y1", box.getY1())
        .put("x2", box.getX2())
        .put("y2", box.getY2());
  }

  private static JsonObject point(Point point) {
    return new JsonObject()
        .put("label", point.getLabel())
        .put("x", point.getX())
        .put("y", point.getY());
  }

  private static JsonObject model(AnalysisEvent event) {
    return event.getModel() == null
        ? null
        : new JsonObject()
            .put("name", event.getModel().getName())
            .put("digest", event.getModel().getDigest())
            .put("forms", new JsonArray(event.getModel().getForms()));
  }

  private static JsonObject usage(Usage usage) {
    return usage == null
        ? null
        : new JsonObject()
            .put("promptTokens", usage.getPromptTokens())
            .put("imageTokens", usage.getImageTokens())
            .put("generatedTokens", usage.getGeneratedTokens())
            .put("cachedPictures", usage.getCachedPictures());
  }

  private static JsonObject timings(Timings timings) {
    return timings == null
        ? null
        : new JsonObject()
            .put("queueMs", timings.getQueueMs())
            .put("fetchMs", timings.getFetchMs())
            .put("preprocessMs", timings.getPreprocessMs())
            .put("visionMs", timings.getVisionMs())
            .put("prefillMs", timings.getPrefillMs())
            .put("decodeMs", timings.getDecodeMs())
            .put("batchSize", timings.getBatchSize());
  }

  static <T> JsonArray array(List<T> items, Function<T, JsonObject> mapping) {
    JsonArray array = new JsonArray();
    items.forEach(item -> array.add(mapping.apply(item)));
    return array;
  }
}
