package io.framewise.model.openai.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewise.model.openai.request.ChatRequest.Choice;
import io.framewise.model.openai.request.ChatRequest.Telling;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Reads requests of OpenAI's shape strictly: what is there must be right, null is not there, and
 * what is not known is passed over. Safe for use by several threads.
 */
public final class RequestReader {

  private static final int DEEPEST = 100;

  /** A body of many small values would take much more memory than its bytes. */
  private static final long MOST_VALUES = 200_000;

  private static final int MOST_ANSWERS = 8;
  private static final int MOST_STOP_WORDS = 4;
  private static final int LONGEST_STOP_WORD = 256;
  private static final int MOST_LIKELIEST = 20;
  private static final double HOTTEST = 2;
  private static final double LEAST_PENALTY = 0.01;
  private static final double MOST_PENALTY = 100;

  private final ObjectMapper json;
  private final Consumer<String> unknown;

  /**
   * A reader.
   *
   * @param longest bytes of a body
   * @param unknown hears the names of fields that nothing is done with, as often as they come
   */
  public RequestReader(int longest, Consumer<String> unknown) {
    this.unknown = unknown;
    json =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(
                        StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(longest)
                            .maxTokenCount(MOST_VALUES)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
  }

  /**
   * Reads a body.
   *
   * @throws ApiException when it is not as it must be
   */
  public ChatRequest read(byte[] body) {
    Fields fields = Fields.of(tree(body), "");
    KnownFields.unknown(fields.json()).forEach(unknown);
    refuseTools(fields);
    int frames = fields.object("media_io_kwargs").map(MessageReader::frames).orElse(0);
    return new ChatRequest(
        fields.text("model"),
        new MessageReader(frames).read(fields),
        fields.whole("n", 1, MOST_ANSWERS).orElse(1),
        maxTokens(fields),
        choice(fields),
        shape(fields),
        telling(fields));
  }

  private JsonNode tree(byte[] body) {
    try {
      JsonNode tree = json.readTree(body);
      if (tree == null || tree.isMissingNode()) {
        throw Fields.bad("", "it is empty; send a JSON object");
      }
      return tree;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
      throw ApiError.invalid(
              400,
              "invalid_json",
              "the body cannot be read as JSON, at line " + line + ", column " + column)
          .thrown(e);
    } catch (IOException e) {
      throw ApiError.invalid(400, "invalid_json", "the body cannot be read as JSON").thrown(e);
    }
  }

  /** Tools that need not be called are passed over: the answer is text then. */
  private static void refuseTools(Fields fields) {
    Optional<JsonNode> choice = fields.get("tool_choice");
    if (choice.isEmpty()) {
      return;
    }
    boolean free =
        choice.get().isTextual()
            && (choice.get().textValue().equals("auto") || choice.get().textValue().equals("none"));
    if (!free) {
      throw fields.refused(
          "tool_choice",
          "this server calls no tools; leave it out, or ask for JSON with response_format");
    }
  }

  private static OptionalInt maxTokens(Fields fields) {
    OptionalInt older = fields.whole("max_tokens", 1, Integer.MAX_VALUE);
    OptionalInt newer = fields.whole("max_completion_tokens", 1, Integer.MAX_VALUE);
    return newer.isPresent() ? newer : older;
  }

  private static Choice choice(Fields fields) {
    int topK = fields.whole("top_k", -1, Integer.MAX_VALUE).orElse(0);
    return new Choice(
        fields.number("temperature", 0, HOTTEST, 0),
        Math.max(0, topK),
        fields.number("top_p", 0, 1, 1),
        fields.number("repetition_penalty", LEAST_PENALTY, MOST_PENALTY, 1),
        fields.whole("seed"),
        stopWords(fields));
  }

  private static List<String> stopWords(Fields fields) {
    Optional<JsonNode> stop = fields.get("stop");
    if (stop.isEmpty()) {
      return List.of();
    }
    List<JsonNode> words =
        stop.get().isTextual()
            ? List.of(stop.get())
            : Fields.list(stop.get(), "stop", MOST_STOP_WORDS);
    return words.stream().map(RequestReader::stopWord).toList();
  }

  private static String stopWord(JsonNode word) {
    String text = Fields.text(word, "stop");
    if (text.isEmpty() || text.length() > LONGEST_STOP_WORD) {
      throw Fields.bad("stop", "each word has 1 to " + LONGEST_STOP_WORD + " characters");
    }
    return text;
  }

  private static Telling telling(Fields fields) {
    boolean logProbabilities = fields.flag("logprobs");
    OptionalInt likeliest = fields.whole("top_logprobs", 0, MOST_LIKELIEST);
    if (likeliest.isPresent() && likeliest.getAsInt() > 0 && !logProbabilities) {
      throw fields.refused("top_logprobs", "it needs logprobs to be true");
    }
    boolean stream = fields.flag("stream");
    boolean usage = fields.object("stream_options").map(o -> o.flag("include_usage")).orElse(false);
    return new Telling(stream, stream && usage, logProbabilities, likeliest.orElse(0));
  }

  private static AnswerShape shape(Fields fields) {
    Optional<Fields> format = fields.object("response_format");
    if (format.isEmpty()) {
      return new AnswerShape.AnyText();
    }
    String type = format.get().required("type");
    return switch (type) {
      case "text" -> new AnswerShape.AnyText();
      case "json_object" -> new AnswerShape.AnyObject();
      case "json_schema" -> new AnswerShape.Fitting(schema(format.get()));
      default ->
          throw Fields.bad("response_format", "type is none of text, json_object and json_schema");
    };
  }

  private static String schema(Fields format) {
    return format
        .object("json_schema")
        .flatMap(named -> named.get("schema"))
        .orElseThrow(() -> Fields.bad("response_format", "json_schema.schema is missing"))
        .toString();
  }
}
