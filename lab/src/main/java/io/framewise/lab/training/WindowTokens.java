package io.framewise.lab.training;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Question;
import io.framewise.model.internvl.PicturePrompt;
import io.framewise.model.internvl.PromptFormat;
import io.framewise.model.internvl.Tokens;
import io.framewise.model.tiny.UntrainedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Windows in the model's tokens, as lines of a training set. */
final class WindowTokens implements AutoCloseable {

  private static final Pattern CONTROL = Pattern.compile("</?(ref|box)>");

  private final Tokens tokens;
  private final PromptFormat format;
  private final SceneQuestions questions;

  private WindowTokens(Tokens tokens, SceneQuestions questions) {
    this.tokens = tokens;
    this.format = new PromptFormat(tokens, "", UntrainedModel.TOKENS_PER_TILE);
    this.questions = questions;
  }

  static WindowTokens open(Path model, SceneQuestions questions) {
    return new WindowTokens(Tokens.open(model), questions);
  }

  /**
   * A window as a line.
   *
   * @param drawn tiles that precede those of {@code group} in the file
   */
  Map<String, Object> line(SceneWindow window, DrawnWindows group, int drawn) {
    int frames = window.frames().size();
    PromptFormat.Prefix prefix =
        format.prefix(PicturePrompt.of(window.domain(), frames), Collections.nCopies(frames, 1));
    List<Map<String, Object>> asked = new ArrayList<>();
    for (Question question : questions.inTraining(window.domain())) {
      String answer = window.answers().get(question.getId());
      if (answer != null) {
        asked.add(line(question, answer, prefix));
      }
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("domain", window.domain().name());
    line.put("tiles", window.frames().stream().map(f -> drawn + group.numbers().get(f)).toList());
    line.put("prefix", prefix.ids());
    line.put("questions", asked);
    line.put("things", window.things());
    return line;
  }

  private Map<String, Object> line(Question question, String answer, PromptFormat.Prefix prefix) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", question.getId());
    line.put("ids", format.question(prefix, question.getText()));
    line.put("text", answer);
    line.put("answer", answer(answer));
    line.put("choices", choices(question).stream().map(format::answer).toList());
    return line;
  }

  private static List<String> choices(Question question) {
    return question.getAnswerType() == AnswerType.YES_NO
        ? List.of("yes", "no")
        : question.getChoices();
  }

  /** Tokens of an answer as the model is to write it: the marks of a box are control tokens. */
  private long[] answer(String text) {
    LongStream.Builder ids = LongStream.builder();
    Matcher control = CONTROL.matcher(text);
    int from = 0;
    while (control.find()) {
      Arrays.stream(tokens.plain(text.substring(from, control.start()))).forEach(ids::add);
      ids.add(tokens.control(control.group()));
      from = control.end();
    }
    Arrays.stream(format.answer(text.substring(from))).forEach(ids::add);
    return ids.build().toArray();
  }

  @Override
  public void close() {
    tokens.close();
  }
}
