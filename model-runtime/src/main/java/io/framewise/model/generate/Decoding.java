package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.internvl.InternVl;
import io.framewise.model.internvl.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Token after token for answers beside each other, until each has ended. */
public final class Decoding {

  private final InternVl model;
  private final Tokens tokens;
  private final int batch;

  /** For a conversation of {@code batch} rows. */
  public Decoding(InternVl model, Tokens tokens, int batch) {
    this.model = model;
    this.tokens = tokens;
    this.batch = batch;
  }

  /**
   * Gives each answer the token that it chooses from its row of logits.
   *
   * @throws BrokenLogitsException when a row holds something else than numbers
   */
  public void take(List<GeneratedAnswer> answers, NDArray logits) {
    BrokenLogitsException.check(model, logits, i -> answers.get(i).row());
    long[] likeliest = logits.argMax(1).toLongArray();
    for (int i = 0; i < answers.size(); i++) {
      GeneratedToken token = answers.get(i).choose(new LogitsRow(logits, i, likeliest[i]));
      answers.get(i).take(token, tokens.stops(token.id()));
    }
  }

  /** Goes on from the first tokens until all answers have ended, or until told to. */
  public void run(
      Conversation conversation, List<GeneratedAnswer> answers, BooleanSupplier cancelled) {
    List<GeneratedAnswer> open = open(answers);
    while (!open.isEmpty() && !cancelled.getAsBoolean()) {
      Chunk chunk = new Chunk(batch);
      List<Chunk.Place> places = new ArrayList<>();
      for (GeneratedAnswer answer : open) {
        places.add(answer.follow(chunk));
      }
      try (PtNDManager step = model.newStep()) {
        NDArray hidden = conversation.advance(step, chunk);
        long[] at = places.stream().mapToLong(chunk::flat).toArray();
        take(open, model.logits(step, hidden, at));
      }
      open = open(open);
    }
  }

  private static List<GeneratedAnswer> open(List<GeneratedAnswer> answers) {
    return answers.stream().filter(GeneratedAnswer::open).toList();
  }
}
