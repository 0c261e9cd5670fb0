package io.framewise.model.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One answer in the making. */
final class Answer {

  private final int row;
  private final int branch;
  private final int start;
  private final int limit;
  private final Function<LogitsRow, GeneratedToken> choice;
  private final List<GeneratedToken> tokens = new ArrayList<>();
  private boolean stopped;

  /**
   * An answer that has no token yet.
   *
   * @param row in the batch
   * @param branch in the row; 0 where the row has no others
   * @param start position of its first token
   * @param limit most tokens
   * @param choice chooses each of its tokens
   */
  Answer(int row, int branch, int start, int limit, Function<LogitsRow, GeneratedToken> choice) {
    this.row = row;
    this.branch = branch;
    this.start = start;
    this.limit = limit;
    this.choice = choice;
  }

  /** The likeliest token each time. */
  static GeneratedToken likeliest(LogitsRow logits) {
    return new GeneratedToken(logits.likeliest(), List.of());
  }

  int row() {
    return row;
  }

  GeneratedToken choose(LogitsRow logits) {
    return choice.apply(logits);
  }

  /** Takes the next token; one that ends an answer is no part of it. */
  void take(GeneratedToken token, boolean stop) {
    stopped = stop;
    if (!stop) {
      tokens.add(token);
    }
  }

  List<GeneratedToken> tokens() {
    return tokens;
  }

  /** Whether the model ended it. */
  boolean stopped() {
    return stopped;
  }

  boolean open() {
    return !stopped && tokens.size() < limit;
  }

  /** Puts the newest token into the chunk that goes through the model next. */
  Chunk.Place follow(Chunk chunk) {
    int newest = tokens.size() - 1;
    return chunk.add(row, new long[] {tokens.get(newest).id()}, start + newest, branch, 0);
  }
}
