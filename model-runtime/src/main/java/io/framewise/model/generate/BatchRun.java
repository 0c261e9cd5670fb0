package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.contract.avro.FinishReason;
import io.framewise.model.engine.BatchResult;
import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.Picture;
import io.framewise.model.internvl.InternVl;
import io.framewise.model.internvl.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * One batch from pixels to answers. Each look's prompt goes through the model once; its questions
 * follow beside each other and see the prompt but not one another.
 */
final class BatchRun {

  private final InternVl model;
  private final Tokens tokens;
  private final VisionPass visionPass;
  private final List<TokenizedLook> looks;
  private final List<Branch> branches = new ArrayList<>();
  private final AnswerScoring scoring;
  private final Decoding decoding;
  private List<Integer> cachedPictures = List.of();
  private long visionNanos;
  private long prefillNanos;
  private long decodeNanos;

  BatchRun(InternVl model, Tokens tokens, VisionPass visionPass, List<TokenizedLook> looks) {
    this.model = model;
    this.tokens = tokens;
    this.visionPass = visionPass;
    this.looks = looks;
    for (int row = 0; row < looks.size(); row++) {
      for (int i = 0; i < looks.get(row).questions().size(); i++) {
        branches.add(new Branch(looks.get(row), row, i));
      }
    }
    scoring = new AnswerScoring(model, branches);
    decoding = new Decoding(model, tokens, looks.size());
  }

  BatchResult run() {
    Chunk prompts = prompts();
    Chunk questions = new Chunk(looks.size());
    List<Chunk.Place> ends = branches.stream().map(branch -> ask(branch, questions)).toList();
    int slots = prompts.length() + questions.length() + AnswerScoring.slots(looks) + decodeSlots();
    long pictureId = tokens.control(Tokens.VISUAL);
    try (Conversation conversation = new Conversation(model, pictureId, looks.size(), slots)) {
      read(conversation, prompts);
      long start = System.nanoTime();
      answerFirst(conversation, questions, ends);
      prefillNanos += System.nanoTime() - start;
      decode(conversation);
    }
    return result();
  }

  private Chunk prompts() {
    Chunk chunk = new Chunk(looks.size());
    for (int row = 0; row < looks.size(); row++) {
      TokenizedLook look = looks.get(row);
      chunk.add(row, look.prefix().ids(), 0, 0, 0, look.longestPrompt());
    }
    return chunk;
  }

  private static Chunk.Place ask(Branch branch, Chunk questions) {
    return questions.add(branch.row(), branch.tokens(), branch.start(), branch.number(), 0);
  }

  /** Each step takes as many slots as the row with the most open questions. */
  private int decodeSlots() {
    int slots = 0;
    int step = 0;
    int taken = 0;
    do {
      slots += step;
      taken++;
      int generated = taken;
      step = looks.stream().mapToInt(look -> look.openAfter(generated)).max().orElse(0);
    } while (step > 0);
    return slots;
  }

  private void read(Conversation conversation, Chunk prompts) {
    try (PtNDManager step = model.newStep()) {
      long start = System.nanoTime();
      List<List<? extends Picture>> pictures = new ArrayList<>();
      looks.forEach(look -> pictures.add(look.look().pictures()));
      VisionPass.Rows rows = visionPass.rows(step, pictures, () -> false);
      cachedPictures = rows.cached();
      long seen = System.nanoTime();
      conversation.advance(step, prompts, rows.all());
      visionNanos = seen - start;
      prefillNanos = System.nanoTime() - seen;
    }
  }

  private void answerFirst(Conversation conversation, Chunk questions, List<Chunk.Place> ends) {
    try (PtNDManager step = model.newStep()) {
      NDArray hidden = conversation.advance(step, questions);
      long[] at = ends.stream().mapToLong(questions::flat).toArray();
      NDArray logits = model.logits(step, hidden, at);
      BrokenLogitsException.check(model, logits, i -> branches.get(i).row());
      scoring.first(step, logits);
      scoring.rest(step, conversation, looks.size());
      decoding.take(branches.stream().map(Branch::generated).toList(), logits);
    }
  }

  private void decode(Conversation conversation) {
    long start = System.nanoTime();
    decoding.run(conversation, generated(), () -> false);
    decodeNanos = System.nanoTime() - start;
  }

  private List<GeneratedAnswer> generated() {
    return branches.stream().filter(branch -> !branch.scored()).map(Branch::generated).toList();
  }

  private BatchResult result() {
    List<LookResult> results = new ArrayList<>();
    int next = 0;
    for (int row = 0; row < looks.size(); row++) {
      TokenizedLook look = looks.get(row);
      List<AskResult> answers = new ArrayList<>();
      for (int i = 0; i < look.questions().size(); i++) {
        answers.add(branches.get(next).scored() ? scoring.result(next) : text(branches.get(next)));
        next++;
      }
      results.add(
          new LookResult(
              answers, look.promptTokens(), look.prefix().imageTokens(), cachedPictures.get(row)));
    }
    return new BatchResult(results, millis(visionNanos), millis(prefillNanos), millis(decodeNanos));
  }

  private AskResult text(Branch branch) {
    GeneratedAnswer answer = branch.generated();
    return new AskResult(
        branch.ask().questionId(),
        tokens.text(answer.tokens().stream().mapToLong(GeneratedToken::id)),
        OptionalDouble.empty(),
        answer.tokens().size(),
        answer.stopped() ? FinishReason.STOP : FinishReason.LENGTH);
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
