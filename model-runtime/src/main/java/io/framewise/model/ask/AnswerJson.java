package io.framewise.model.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewise.contract.answer.Grounding;
import io.framewise.contract.avro.Box;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.contract.avro.Point;
import io.framewise.model.chat.Replies;
import io.framewise.model.chat.Reply;
import io.framewise.model.engine.Sampling;
import io.framewise.model.generate.GeneratedToken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer as one JSON object. What is not ASCII is escaped, so that it survives any terminal.
 * Boxes and points are in pixels of the source; they are there when the text has some and all
 * pictures are of one size.
 */
final class AnswerJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final double MILLIS = 1000;

  private final Map<String, Object> object = new LinkedHashMap<>();

  /** The object of an answer of {@code model}. */
  AnswerJson(ModelInfo model) {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("name", model.getName());
    named.put("digest", model.getDigest());
    named.put("forms", model.getForms());
    object.put("model", named);
  }

  /** Whether the model was trained for the question; null where it does not say. */
  AnswerJson known(Optional<Boolean> known) {
    object.put("known_question", known.orElse(null));
    return this;
  }

  /** What was generated. */
  AnswerJson reply(Reply reply) {
    object.put("text", reply.text());
    object.put("finish_reason", reply.ending().name().toLowerCase(Locale.ROOT));
    object.put("prompt_tokens", reply.promptTokens());
    object.put("image_tokens", reply.imageTokens());
    object.put("cached_pictures", reply.cachedPictures());
    object.put("generated_tokens", reply.tokens().size());
    object.put("token_ids", reply.tokens().stream().map(GeneratedToken::id).toList());
    object.put("tokens", reply.tokens().stream().map(AnswerJson::token).toList());
    return this;
  }

  private static Map<String, Object> token(GeneratedToken token) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("id", token.id());
    written.put("best", token.best().stream().map(AnswerJson::scored).toList());
    return written;
  }

  private static Map<String, Object> scored(GeneratedToken.Scored scored) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("id", scored.id());
    written.put("logprob", scored.logProbability());
    return written;
  }

  /** Places that the text names in the pictures. */
  AnswerJson places(String text, List<Shown> shown) {
    long sizes = shown.stream().map(one -> List.of(one.width(), one.height())).distinct().count();
    if (sizes == 1) {
      int width = shown.get(0).width();
      int height = shown.get(0).height();
      Grounding.boxes(text, width, height)
          .ifPresent(boxes -> object.put("boxes", boxes.stream().map(AnswerJson::box).toList()));
      Grounding.points(text, width, height)
          .ifPresent(
              points -> object.put("points", points.stream().map(AnswerJson::point).toList()));
    }
    return this;
  }

  private static Map<String, Object> box(Box box) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("label", box.getLabel());
    written.put("x1", box.getX1());
    written.put("y1", box.getY1());
    written.put("x2", box.getX2());
    written.put("y2", box.getY2());
    return written;
  }

  private static Map<String, Object> point(Point point) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("label", point.getLabel());
    written.put("x", point.getX());
    written.put("y", point.getY());
    return written;
  }

  /** The seed, where tokens were drawn. */
  AnswerJson sampling(Sampling sampling) {
    if (sampling.temperature() > 0) {
      object.put("seed", sampling.seed());
    }
    return this;
  }

  /** Seconds that everything took. */
  AnswerJson timings(long loadMs, long preprocessMs, Replies replies) {
    Map<String, Object> seconds = new LinkedHashMap<>();
    seconds.put("load_s", loadMs / MILLIS);
    seconds.put("preprocess_s", preprocessMs / MILLIS);
    seconds.put("vision_s", replies.visionMs() / MILLIS);
    seconds.put("prefill_s", replies.prefillMs() / MILLIS);
    seconds.put("decode_s", replies.decodeMs() / MILLIS);
    object.put("timings", seconds);
    return this;
  }

  /** All of it on one line. */
  String line() {
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain data could not be written as JSON", e);
    }
  }
}
