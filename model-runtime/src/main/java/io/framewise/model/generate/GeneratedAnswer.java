package io.framewise.model.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One answer in the making. */
public final class GeneratedAnswer {

  private final int row;
  private final int branch;
  private final int start;
  private final int limit;
  private final Function<LogitsRow, GeneratedToken> choice;
  private final Progress progress;
  private final List<GeneratedToken> tokens = new ArrayList<>();
  private boolean stopped;

  /** Hears how an answer grows. */
  public interface Progress {

    /** Of an answer that nobody watches. */
    Progress UNWATCHED =
        new Progress() {
          @Override
          public void token(GeneratedToken token) {}

          @Override
          public void ended() {}
        };

    /** The next token. */
    void token(GeneratedToken token);

    /** No token will follow. */
    void ended();
  }

  /**
   * An answer that has no token yet.
   *
   * @param row in the batch
   * @param branch in the row; 0 where the row has no others
   * @param start position of its first token
   * @param limit most tokens
   * @param choice chooses each of its tokens
   * @param progress hears of each
   */
  public GeneratedAnswer(
      int row,
      int branch,
      int start,
      int limit,
      Function<LogitsRow, GeneratedToken> choice,
      Progress progress) {
    this.row = row;
    this.branch = branch;
    this.start = start;
    this.limit = limit;
    this.choice = choice;
    this.progress = progress;
  }

  /** The likeliest token each time. */
  static GeneratedToken likeliest(LogitsRow logits) {
    return new GeneratedToken(logits.likeliest(), List.of());
  }

  int row() {
    return row;
  }

  /** Most tokens. */
  public int limit() {
    return limit;
  }

  GeneratedToken choose(LogitsRow logits) {
    return choice.apply(logits);
  }

  /** Takes the next token; one that ends an answer is no part of it. */
  void take(GeneratedToken token, boolean stop) {
    stopped = stop;
    if (!stop) {
      tokens.add(token);
      progress.token(token);
    }
    if (!open()) {
      progress.ended();
    }
  }

  /** The newest token ends it, as if the model had ended it there. */
  void stop() {
    stopped = true;
  }

  /** Ends it where it is. */
  public void cancel() {
    if (open()) {
      progress.ended();
    }
  }

  /** What was chosen so far, without the token that ended it. */
  public List<GeneratedToken> tokens() {
    return tokens;
  }

  /** Whether the model ended it. */
  public boolean stopped() {
    return stopped;
  }

  /** Whether a token may follow. */
  public boolean open() {
    return !stopped && tokens.size() < limit;
  }

  /** The newest token, which goes through the model next. */
  PlacedToken newest() {
    int newest = tokens.size() - 1;
    long position = start + (long) newest;
    return new PlacedToken(tokens.get(newest).id(), position, branch, 0, position + 1);
  }

  /** Puts the newest token into the chunk that goes through the model next. */
  Chunk.Place follow(Chunk chunk) {
    return chunk.add(row, newest());
  }
}
