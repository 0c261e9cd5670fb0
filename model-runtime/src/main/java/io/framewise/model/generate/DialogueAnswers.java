package io.framewise.model.generate;

import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.ContextExceededException;
import io.framewise.model.engine.Dialogue;
import io.framewise.model.engine.DialogueEnd;
import io.framewise.model.engine.DialogueEnd.Answer;
import io.framewise.model.engine.DialogueEnd.Use;
import io.framewise.model.engine.DialogueOptions;
import io.framewise.model.engine.DialogueWatch;
import io.framewise.model.engine.LookEnd;
import io.framewise.model.engine.LookWatch;
import io.framewise.model.engine.Sampling;
import io.framewise.model.internvl.TextStream;
import io.framewise.platform.fit.Fitting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The answers of one dialogue, and word of them to whoever began it. */
final class DialogueAnswers implements AnswerMaker, LookWatch {

  /** Of an answer without a limit of its own. */
  private static final int USUAL_LIMIT = 1024;

  private final DialogueOptions options;
  private final boolean continues;
  private final PromptText text;
  private final EngineParts parts;
  private final DialogueWatch watch;
  private final int limit;
  private final List<Long> context;
  private final Optional<Fitting> fitting;
  private final List<DialogueAnswer> answers = new ArrayList<>();

  /**
   * Of a dialogue.
   *
   * @param slots of the whole cache
   * @throws ContextExceededException when prompt and answer do not fit into the context
   * @throws io.framewise.platform.fit.SchemaRefusedException when an answer that fits is longer
   *     than it may be
   */
  DialogueAnswers(
      Dialogue dialogue, PromptText text, EngineParts parts, int slots, DialogueWatch watch) {
    options = dialogue.options();
    continues = dialogue.continues();
    this.text = text;
    this.parts = parts;
    this.watch = watch;
    limit = limit(slots);
    context = LongStream.of(text.beginning()).boxed().toList();
    fitting = options.form();
    fitting.ifPresent(one -> one.checkLimit(limit));
  }

  private int limit(int slots) {
    int prompt = text.longest();
    int asked = options.maxNewTokens();
    int room = parts.contextLength() - prompt;
    if (room < Math.max(1, asked)) {
      throw new ContextExceededException(prompt, Math.max(1, asked), parts.contextLength());
    }
    int inCache = (slots - prompt) / options.answers();
    return asked > 0 ? asked : Math.max(1, Math.min(Math.min(room, inCache), USUAL_LIMIT));
  }

  @Override
  public QuestionRun answer(int number, int branch, int start) {
    boolean scored = options.scored() || options.answers() > 1;
    SampledChoice choice =
        new SampledChoice(
            0,
            seeded(number),
            new SampledChoice.Told(scored, options.best()),
            context,
            fitting.map(one -> one.begin(limit)));
    GeneratedAnswer generated =
        new GeneratedAnswer(0, branch, start, limit, choice, GeneratedAnswer.Progress.UNWATCHED);
    DialogueAnswer answer =
        new DialogueAnswer(
            parts.tokens(),
            generated,
            new TextStream(parts.tokens(), continues),
            options.stopWords(),
            piece -> watch.piece(number, piece));
    answers.add(answer);
    return answer;
  }

  private Sampling seeded(int number) {
    Sampling sampling = options.sampling();
    return new Sampling(
        sampling.temperature(),
        sampling.topK(),
        sampling.topP(),
        sampling.repetitionPenalty(),
        sampling.seed() + number);
  }

  @Override
  public boolean wanted() {
    return watch.wanted();
  }

  @Override
  public void begun() {
    watch.begun();
  }

  @Override
  public void seen() {
    watch.seen();
  }

  @Override
  public void ended(LookEnd end) {
    if (end instanceof LookEnd.Answered answered) {
      watch.ended(answered(answered.result()));
    } else if (end instanceof LookEnd.Failed failed) {
      watch.ended(new DialogueEnd.Failed(failed.cause()));
    } else {
      watch.ended(new DialogueEnd.Unwanted());
    }
  }

  private DialogueEnd answered(LookResult result) {
    List<Answer> all = answers.stream().map(DialogueAnswer::answer).toList();
    int tokens = all.stream().mapToInt(Answer::tokens).sum();
    Use use = new Use(text.longest(), result.reusedTokens(), result.imageTokens(), tokens);
    return new DialogueEnd.Answered(all, use, result.times());
  }
}
