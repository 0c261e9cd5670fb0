package io.framewise.lab.training;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Question;
import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.internvl.PicturePrompt;
import io.framewise.model.preprocess.Preprocessor;
import io.framewise.standalone.samples.Answers;
import java.awt.image.BufferedImage;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Asks a model the demo's questions about scenes that it has never seen, and counts right answers.
 * One thread, that of the engine.
 */
final class Evaluation {

  private static final int MAX_NEW_TOKENS = 24;

  /** Every so many seconds of a yard a window, so that windows share little. */
  private static final int APART = 4;

  private static final int REPORT_EVERY = 50;

  private final Engine engine;
  private final Preprocessor preprocessor;
  private final SceneWindows scenes = new SceneWindows();
  private final SceneQuestions questions = SceneQuestions.shipped();
  private final Map<String, QuestionScore> scores = new LinkedHashMap<>();

  Evaluation(Engine engine) {
    this.engine = engine;
    this.preprocessor = new Preprocessor(engine.tileSize());
  }

  /**
   * Runs windows of a seed, a third of each domain.
   *
   * @param progress told how many are done now and then
   */
  Map<String, QuestionScore> run(long seed, int windows, IntConsumer progress) {
    int done = 0;
    for (Iterator<SceneWindow> drawn = windows(seed, windows).iterator(); drawn.hasNext(); ) {
      SceneWindow window = drawn.next();
      judge(window, answers(window));
      if (++done % REPORT_EVERY == 0) {
        progress.accept(done);
      }
    }
    return scores;
  }

  /** Windows that are drawn when their turn comes. */
  Stream<SceneWindow> windows(long seed, int count) {
    int each = Math.max(1, count / Domain.values().length);
    long first = seed * TrainingSet.SEEDS_APART;
    Stream<SceneWindow> yards =
        LongStream.iterate(first, yard -> yard + 1).boxed().flatMap(this::apart).limit(each);
    Stream<SceneWindow> pictures =
        LongStream.range(first, first + each)
            .boxed()
            .flatMap(scene -> Stream.of(scenes.screen(scene), scenes.part(scene)));
    return Stream.concat(yards, pictures);
  }

  private Stream<SceneWindow> apart(long yard) {
    List<SceneWindow> all = scenes.yard(yard);
    return IntStream.range(0, all.size() / APART).mapToObj(i -> all.get(i * APART));
  }

  /** What the model answers about a window, by question id. */
  Map<String, AskResult> answers(SceneWindow window) {
    return answers(window.domain(), window.frames());
  }

  /** What the model answers about frames in this order. */
  Map<String, AskResult> answers(Domain domain, List<BufferedImage> frames) {
    return answers(
        domain,
        frames,
        questions.of(domain).stream()
            .map(question -> Look.Ask.of(question, MAX_NEW_TOKENS))
            .toList());
  }

  /** What the model writes to the questions of its training when no answers are prescribed. */
  Map<String, AskResult> generated(SceneWindow window) {
    List<Look.Ask> asks =
        questions.inTraining(window.domain()).stream()
            .map(question -> new Look.Ask(question.getId(), question.getText(), List.of()))
            .toList();
    return answers(window.domain(), window.frames(), asks);
  }

  private Map<String, AskResult> answers(
      Domain domain, List<BufferedImage> frames, List<Look.Ask> asks) {
    List<PictureTiles> tiles = frames.stream().map(frame -> preprocessor.tiles(frame, 1)).toList();
    Look look = new Look(PicturePrompt.of(domain, frames.size()), tiles, asks, MAX_NEW_TOKENS);
    Map<String, AskResult> answers = new LinkedHashMap<>();
    engine
        .answer(List.of(look))
        .looks()
        .get(0)
        .answers()
        .forEach(answer -> answers.put(answer.questionId(), answer));
    return answers;
  }

  private void judge(SceneWindow window, Map<String, AskResult> answers) {
    for (Question question : questions.of(window.domain())) {
      String truth = window.answers().get(question.getId());
      if (truth != null) {
        AskResult said = answers.get(question.getId());
        scores
            .computeIfAbsent(question.getId(), id -> new QuestionScore(question))
            .add(
                new QuestionScore.Try(
                    Answers.right(truth, said.text()), window.keptBack(), said.probability()));
      }
    }
  }
}
