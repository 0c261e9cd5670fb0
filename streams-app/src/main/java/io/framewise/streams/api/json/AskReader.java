package io.framewise.streams.api.json;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Question;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.platform.image.BadImageException;
import io.framewise.platform.image.ImageLimits;
import io.framewise.platform.image.ImageProbe;
import io.framewise.platform.settings.Durations;
import io.framewise.streams.ask.Ask;
import io.framewise.streams.ask.AskedPicture;
import io.framewise.streams.ask.AskedRequests;
import io.framewise.streams.questions.QuestionSetRules;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads a question from JSON, and refuses what it does not know. Pure. */
public final class AskReader {

  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of(
              "source",
              "last",
              "frames",
              "pictures",
              "domain",
              "question",
              "answer",
              "choices",
              "jsonSchema",
              "maxNewTokens",
              "maxTiles",
              "deadline"));

  private static final String QUESTION_ID = "asked";
  private static final int MOST_PICTURES = 8;
  private static final int SOME_FRAMES = 4;
  private static final Duration LONGEST_LAST = Duration.ofMinutes(2);
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final JsonObject json;

  private AskReader(JsonObject json) {
    this.json = json;
  }

  /**
   * Reads a question.
   *
   * @throws BadAskException when it is not one, naming the part that is wrong
   */
  public static Ask read(JsonObject json) {
    for (String name : json.fieldNames()) {
      if (!KNOWN.contains(name)) {
        throw new BadAskException(pointer(name), "unknown; known are " + String.join(", ", KNOWN));
      }
    }
    return new AskReader(json).ask();
  }

  private Ask ask() {
    Optional<String> source = source();
    List<AskedPicture> pictures = pictures();
    if (source.isPresent() != pictures.isEmpty()) {
      throw new BadAskException("", "ask about a source or about pictures, one of the two");
    }
    for (String name : source.isPresent() ? List.of("domain") : List.of("last", "frames")) {
      if (json.getValue(name) != null) {
        throw new BadAskException(
            pointer(name), source.isPresent() ? "a source has its own" : "only a source takes it");
      }
    }
    Duration last = duration("last", Duration.ZERO, LONGEST_LAST);
    if (last.isZero() && json.getValue("frames") != null) {
      throw new BadAskException(pointer("frames"), "needs last: the time of which they are");
    }
    return new Ask(
        source,
        last,
        number("frames", last.isZero() ? 1 : SOME_FRAMES, AskedRequests.MOST_FRAMES),
        pictures,
        word("domain", Domain.VIDEO),
        question(),
        number("maxTiles", 1, AskedRequests.MOST_TILES),
        deadline());
  }

  private Optional<String> source() {
    Optional<String> source = text("source");
    if (source.filter(id -> !FrameRecords.isSourceId(id)).isPresent()) {
      throw new BadAskException(pointer("source"), "no source can be called so");
    }
    return source;
  }

  private Duration deadline() {
    Duration deadline = duration("deadline", DEADLINE, AskedRequests.LONGEST_DEADLINE);
    if (deadline.toMillis() < 1) {
      throw new BadAskException(pointer("deadline"), "must be longer than 0");
    }
    return deadline;
  }

  private Question question() {
    String text =
        text("question")
            .orElseThrow(() -> new BadAskException(pointer("question"), "there is no question"));
    Question question =
        new Question(
            QUESTION_ID,
            text,
            word("answer", AnswerType.TEXT),
            choices(),
            schema(),
            number("maxNewTokens", 0, Integer.MAX_VALUE),
            null);
    List<String> problems = QuestionSetRules.problems(question);
    if (!problems.isEmpty()) {
      throw new BadAskException("", String.join("; ", problems));
    }
    return question;
  }

  private List<String> choices() {
    List<String> choices = new ArrayList<>();
    JsonArray given = value("choices", JsonArray.class, "a list of texts").orElse(new JsonArray());
    for (int i = 0; i < given.size(); i++) {
      if (!(given.getValue(i) instanceof String choice)) {
        throw new BadAskException(pointer("choices") + "/" + i, "must be a text");
      }
      choices.add(choice);
    }
    return choices;
  }

  private String schema() {
    return value("jsonSchema", JsonObject.class, "a JSON schema")
        .map(JsonObject::encode)
        .orElse(null);
  }

  private List<AskedPicture> pictures() {
    JsonArray given =
        value("pictures", JsonArray.class, "a list of pictures in base64").orElse(new JsonArray());
    if (given.size() > MOST_PICTURES) {
      throw new BadAskException(pointer("pictures"), "at most " + MOST_PICTURES + " are taken");
    }
    List<AskedPicture> pictures = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      pictures.add(picture(given.getValue(i), pointer("pictures") + "/" + i));
    }
    return pictures;
  }

  private static AskedPicture picture(Object given, String pointer) {
    if (!(given instanceof String text)) {
      throw new BadAskException(pointer, "must be a text: the picture's bytes in base64");
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text.substring(text.indexOf(',') + 1));
      return new AskedPicture(ImageProbe.of(bytes, ImageLimits.DEFAULT), ByteBuffer.wrap(bytes));
    } catch (IllegalArgumentException e) {
      throw new BadAskException(pointer, "is not base64, with or without data:image/...;base64,");
    } catch (BadImageException e) {
      throw new BadAskException(pointer, e.category() + ": " + e.getMessage());
    }
  }

  private Optional<String> text(String name) {
    return value(name, String.class, "a text");
  }

  private int number(String name, int otherwise, int most) {
    Optional<Number> given = value(name, Number.class, "a whole number");
    boolean whole = given.filter(number -> number.doubleValue() != number.intValue()).isEmpty();
    int least = Math.min(1, otherwise);
    int value = given.map(Number::intValue).orElse(otherwise);
    if (!whole || value < least || value > most) {
      throw new BadAskException(
          pointer(name), "must be a whole number from " + least + " to " + most);
    }
    return value;
  }

  private Duration duration(String name, Duration otherwise, Duration most) {
    Function<String, Duration> parse =
        text -> {
          try {
            return Durations.parse(text);
          } catch (IllegalArgumentException e) {
            throw new BadAskException(pointer(name), e.getMessage());
          }
        };
    Duration value = text(name).map(parse).orElse(otherwise);
    if (value.compareTo(most) > 0) {
      throw new BadAskException(pointer(name), "at most " + most.toMinutes() + " minutes");
    }
    return value;
  }

  private <E extends Enum<E>> E word(String name, E otherwise) {
    Optional<String> given = text(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    List<String> words = new ArrayList<>();
    for (E one : otherwise.getDeclaringClass().getEnumConstants()) {
      String word = one.name().toLowerCase(Locale.ROOT);
      if (word.equals(given.get())) {
        return one;
      }
      words.add(word);
    }
    throw new BadAskException(pointer(name), "must be one of " + String.join(", ", words));
  }

  private <T> Optional<T> value(String name, Class<T> type, String what) {
    Object value = json.getValue(name);
    if (value != null && !type.isInstance(value)) {
      throw new BadAskException(pointer(name), "must be " + what);
    }
    return Optional.ofNullable(type.cast(value));
  }

  private static String pointer(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
