package io.framewise.model.chat;

import io.framewise.model.fit.FittedText;
import io.framewise.model.generate.BrokenLogitsException;
import io.framewise.model.generate.GeneratedToken;
import io.framewise.model.generate.LogitsRow;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/** Chooses the tokens of one answer among those that fit what it must be. */
final class FittingChoice implements Function<LogitsRow, GeneratedToken> {

  private final int look;
  private final GenerationOptions options;
  private final Sampler sampler;
  private final Set<Long> context;
  private final FittedText text;

  /** For one answer; parameters as of {@link NextToken}. */
  FittingChoice(int look, GenerationOptions options, Collection<Long> context, FittedText text) {
    this.look = look;
    this.options = options;
    this.context = new HashSet<>(context);
    this.text = text;
    sampler = new Sampler(options.sampling());
  }

  @Override
  public GeneratedToken apply(LogitsRow logits) {
    long id =
        options.sampling().plain()
            ? text.best(logits.likeliest(), logits::values)
            : text.next().orElseGet(() -> sampled(logits));
    text.take(id);
    context.add(id);
    return new GeneratedToken(id, logits.best(options.best()));
  }

  private long sampled(LogitsRow logits) {
    return sampler
        .next(text.masked(logits.values()), context)
        .orElseThrow(() -> new BrokenLogitsException(look));
  }
}
