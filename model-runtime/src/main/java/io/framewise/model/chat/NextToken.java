package io.framewise.model.chat;

import io.framewise.model.generate.BrokenLogitsException;
import io.framewise.model.generate.GeneratedToken;
import io.framewise.model.generate.LogitsRow;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/** Chooses the tokens of one answer in a conversation, and remembers them. */
final class NextToken implements Function<LogitsRow, GeneratedToken> {

  private final GenerationOptions options;
  private final Sampler sampler;
  private final Set<Long> context;
  private final int look;

  /**
   * For one answer.
   *
   * @param look which of those beside each other it belongs to
   * @param context all tokens before it
   */
  NextToken(int look, GenerationOptions options, Collection<Long> context) {
    this.look = look;
    this.options = options;
    this.context = new HashSet<>(context);
    sampler = new Sampler(options.sampling());
  }

  @Override
  public GeneratedToken apply(LogitsRow logits) {
    long id = options.sampling().plain() ? logits.likeliest() : sampled(logits);
    context.add(id);
    return new GeneratedToken(id, logits.best(options.best()));
  }

  private long sampled(LogitsRow logits) {
    return sampler
        .next(logits.values(), context)
        .orElseThrow(() -> new BrokenLogitsException(look));
  }
}
