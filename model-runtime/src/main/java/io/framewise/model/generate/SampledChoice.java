package io.framewise.model.generate;

import io.framewise.model.engine.Sampling;
import io.framewise.platform.fit.FittedText;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * Chooses the tokens of one answer as sampling says, among those that fit where there is a form.
 */
public final class SampledChoice implements Function<LogitsRow, GeneratedToken> {

  /**
   * What is told of each token.
   *
   * @param scored whether its log probability
   * @param best of how many of the likeliest tokens at its place
   */
  public record Told(boolean scored, int best) {}

  private final int look;
  private final Sampling sampling;
  private final Told told;
  private final Sampler sampler;
  private final Set<Long> context;
  private final Optional<FittedText> text;

  /**
   * For one answer.
   *
   * @param look which of those beside each other it belongs to
   * @param context all tokens before it
   * @param text what it must be; empty for any text
   */
  public SampledChoice(
      int look, Sampling sampling, Told told, Collection<Long> context, Optional<FittedText> text) {
    this.look = look;
    this.sampling = sampling;
    this.told = told;
    this.context = new HashSet<>(context);
    this.text = text;
    sampler = new Sampler(sampling);
  }

  @Override
  public GeneratedToken apply(LogitsRow logits) {
    long id = text.map(fitted -> fitting(fitted, logits)).orElseGet(() -> free(logits));
    context.add(id);
    OptionalDouble score =
        told.scored() ? OptionalDouble.of(logits.logProbability(id)) : OptionalDouble.empty();
    return new GeneratedToken(id, score, logits.best(told.best()));
  }

  private long free(LogitsRow logits) {
    return sampling.plain() ? logits.likeliest() : sampled(logits.values());
  }

  private long fitting(FittedText fitted, LogitsRow logits) {
    long id =
        sampling.plain()
            ? fitted.best(logits.likeliest(), logits::values)
            : fitted.next().orElseGet(() -> sampled(fitted.masked(logits.values())));
    fitted.take(id);
    return id;
  }

  private long sampled(float[] scores) {
    return sampler.next(scores, context).orElseThrow(() -> new BrokenLogitsException(look));
  }
}
