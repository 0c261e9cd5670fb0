package io.framewise.lab.training;

import io.framewise.contract.avro.AnswerType;
import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.generate.InternVlEngine;
import io.framewise.model.internvl.ComputeType;
import io.framewise.model.internvl.Quantization;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How often quantized weights choose the answer that bfloat16 chooses, on scenes never seen.
 *
 * @param answers to questions with prescribed answers
 * @param same of them, how many are the same
 * @param difference of the answer's probability on the average
 */
record Agreement(int answers, int same, double difference) {

  private static final long HELD_OUT = 960;

  /** Of a checkpoint in so many windows. */
  static Agreement of(Path checkpoint, Quantization quantization, int windows) {
    List<AskResult> ours = answers(checkpoint, quantization, windows);
    List<AskResult> theirs = answers(checkpoint, Quantization.NONE, windows);
    int same = 0;
    double difference = 0;
    for (int i = 0; i < ours.size(); i++) {
      boolean equal = ours.get(i).text().equals(theirs.get(i).text());
      double one = probability(ours.get(i));
      double other = probability(theirs.get(i));
      same += equal ? 1 : 0;
      // Of another answer at least what is left of the first one's certainty has gone elsewhere.
      difference += equal ? Math.abs(one - other) : Math.abs(one + other - 1);
    }
    return new Agreement(ours.size(), same, difference / ours.size());
  }

  private static double probability(AskResult answer) {
    return answer.probability().orElseThrow();
  }

  private static List<AskResult> answers(Path checkpoint, Quantization quantization, int windows) {
    EngineSettings settings =
        SceneQuestions.shippedModel().engine().computing(ComputeType.BFLOAT16, quantization);
    try (InternVlEngine engine = InternVlEngine.open(checkpoint, settings)) {
      Evaluation evaluation = new Evaluation(engine);
      return evaluation
          .windows(HELD_OUT, windows)
          .flatMap(window -> chosen(window, evaluation.answers(window)))
          .toList();
    }
  }

  private static Stream<AskResult> chosen(SceneWindow window, Map<String, AskResult> answers) {
    return SceneQuestions.shipped().of(window.domain()).stream()
        .filter(
            question ->
                question.getAnswerType() == AnswerType.YES_NO
                    || question.getAnswerType() == AnswerType.CHOICE)
        .map(question -> answers.get(question.getId()));
  }

  /** The share of answers that are the same. */
  double share() {
    return (double) same / answers;
  }
}
