package io.framewise.lab.training;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.model.checkpoint.KnownQuestions;
import io.framewise.model.settings.ModelSettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.settings.StreamsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The questions that the demo asks, from the settings that it ships with. */
final class SceneQuestions {

  /** Asked in training only: the shipped model has not learned to answer it. */
  private static final Question LINE =
      new Question(
          "line", "Does a car cross the line?", AnswerType.YES_NO, List.of(), null, 0, null);

  private final List<QuestionSet> sets;

  private SceneQuestions(List<QuestionSet> sets) {
    this.sets = sets;
  }

  static SceneQuestions shipped() {
    StreamsSettings streams = shippedSettings().bind(Section.STREAMS, StreamsSettings.class);
    return new SceneQuestions(
        streams.questionSets().entrySet().stream()
            .map(entry -> entry.getValue().toQuestionSet(entry.getKey()))
            .toList());
  }

  /** Questions about scenes of a domain. */
  List<Question> of(Domain domain) {
    return sets.stream()
        .filter(set -> set.getDomain() == domain)
        .flatMap(set -> set.getQuestions().stream())
        .toList();
  }

  /** The same with those that are asked in training only. */
  List<Question> inTraining(Domain domain) {
    return domain == Domain.VIDEO
        ? Stream.concat(of(domain).stream(), Stream.of(LINE)).toList()
        : of(domain);
  }

  /** What the trained model can be asked, for its checkpoint. */
  KnownQuestions known() {
    return new KnownQuestions(
        Stream.of(Domain.values())
            .flatMap(domain -> of(domain).stream())
            .map(
                question ->
                    new KnownQuestions.Known(
                        question.getText(), question.getAnswerType(), question.getChoices()))
            .distinct()
            .toList());
  }

  /** How the demo runs its model. */
  static ModelSettings shippedModel() {
    return shippedSettings().bind(Section.MODEL, ModelSettings.class);
  }

  private static SettingsSource shippedSettings() {
    try (InputStream resource = SceneQuestions.class.getResourceAsStream("/framewise.yaml")) {
      String yaml = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      return SettingsSource.parse("framewise.yaml", yaml, Map.of(), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
