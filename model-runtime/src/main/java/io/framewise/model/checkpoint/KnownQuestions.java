package io.framewise.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The questions that a model was trained for, from a file of its checkpoint. A small model that was
 * trained for a few questions answers any other as surely, and means nothing by it. A general model
 * has no such file. Blanks and case make no other question.
 *
 * @param questions each with its text, type and choices
 */
public record KnownQuestions(List<Known> questions) {

  /** The file's name. */
  public static final String FILE = "framewise-questions.json";

  private static final String KEY = "questions";
  private static final int MOST = 10_000;

  /**
   * One question.
   *
   * @param text as the model was trained to read it
   * @param answer type of its answer
   * @param choices of a choice: the answers that it was trained to tell apart
   */
  public record Known(String text, AnswerType answer, List<String> choices) {

    private boolean is(Question question) {
      return answer == question.getAnswerType()
          && same(text, question.getText())
          && new HashSet<>(choices).equals(new HashSet<>(question.getChoices()));
    }
  }

  /** Copies the list. */
  public KnownQuestions {
    questions = List.copyOf(questions);
  }

  /**
   * What the checkpoint in a directory lists; nothing where it has no such file.
   *
   * @throws io.framewise.contract.UserError when the file is not as it must be
   */
  public static Optional<KnownQuestions> of(Path directory) {
    Path file = directory.resolve(FILE);
    if (!CheckpointFile.isThere(file)) {
      return Optional.empty();
    }
    ConfigSection root = ConfigSection.of(file);
    JsonNode list = root.node().path(KEY);
    if (!list.isArray() || list.isEmpty() || list.size() > MOST) {
      throw root.wrong(KEY, "a list of 1 to " + MOST + " questions");
    }
    List<Known> questions = new ArrayList<>();
    for (JsonNode entry : list) {
      if (!entry.isObject()) {
        throw root.wrong(KEY, "a list of objects");
      }
      questions.add(known(new ConfigSection(file, KEY + ".", entry)));
    }
    return Optional.of(new KnownQuestions(questions));
  }

  private static Known known(ConfigSection entry) {
    String text = entry.text("text", "");
    if (text.isBlank()) {
      throw entry.unusable("a question has no text");
    }
    List<String> choices = new ArrayList<>();
    for (JsonNode choice : entry.node().path("choices")) {
      if (!choice.isTextual()) {
        throw entry.wrong("choices", "a list of texts");
      }
      choices.add(choice.asText());
    }
    return new Known(text, type(entry), choices);
  }

  private static AnswerType type(ConfigSection entry) {
    String name = entry.text("answer", "text");
    for (AnswerType type : AnswerType.values()) {
      if (type.name().equalsIgnoreCase(name)) {
        return type;
      }
    }
    throw entry.wrong("answer", "one of " + List.of(AnswerType.values()));
  }

  /** Writes the file of a checkpoint. */
  public void write(Path directory) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = mapper.createObjectNode();
    ArrayNode list = root.putArray(KEY);
    for (Known known : questions) {
      ObjectNode entry = list.addObject();
      entry.put("text", known.text());
      entry.put("answer", known.answer().name().toLowerCase(Locale.ROOT));
      if (!known.choices().isEmpty()) {
        ArrayNode choices = entry.putArray("choices");
        known.choices().forEach(choices::add);
      }
    }
    Files.writeString(directory.resolve(FILE), mapper.writeValueAsString(root) + "\n");
  }

  /** Whether this very question is among them: its text, type and choices. */
  public boolean has(Question question) {
    return questions.stream().anyMatch(known -> known.is(question));
  }

  /** Whether a question of this text is among them, whatever its type. */
  public boolean hasText(String text) {
    return questions.stream().anyMatch(known -> same(known.text(), text));
  }

  private static boolean same(String a, String b) {
    return plain(a).equals(plain(b));
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC)
        .strip()
        .replaceAll("\\s+", " ")
        .toLowerCase(Locale.ROOT);
  }
}
