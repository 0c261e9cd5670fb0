package io.framewise.model.ask;

import io.framewise.contract.UserError;
import io.framewise.model.chat.GenerationOptions;
import io.framewise.model.engine.Sampling;
import java.util.SplittableRandom;
import picocli.CommandLine.Option;

/** The flags of commands that generate text. A picocli mix-in. */
final class AnswerOptions {

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      defaultValue = "1024",
      description = "An answer ends after this many tokens. Default: ${DEFAULT-VALUE}.")
  private int maxTokens;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "0",
      description = "0 takes the likeliest token each time; above, tokens are drawn. Default: 0.")
  private double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "N",
      defaultValue = "50",
      description = "Draw from this many likeliest tokens; 0: all. Default: ${DEFAULT-VALUE}.")
  private int topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      defaultValue = "1",
      description = "Draw from the likeliest tokens that together have this probability.")
  private double topP;

  @Option(
      names = "--repetition-penalty",
      paramLabel = "R",
      defaultValue = "1",
      description = "Above 1 makes tokens of prompt and answer less likely to come again.")
  private double repetitionPenalty;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed draws the same tokens; another one each time unless given.")
  private Long seed;

  /**
   * How to generate.
   *
   * @param best how many of the likeliest tokens are reported with each
   * @throws UserError when a flag is out of bounds
   */
  GenerationOptions generation(int best) {
    if (maxTokens < 1) {
      throw new UserError("--max-tokens is " + maxTokens, "give a number above 0");
    }
    if (seed == null) {
      seed = new SplittableRandom().nextLong() >>> 1;
    }
    try {
      Sampling sampling = new Sampling(temperature, topK, topP, repetitionPenalty, seed);
      return new GenerationOptions(maxTokens, sampling, best);
    } catch (IllegalArgumentException e) {
      throw new UserError("--" + e.getMessage(), "give a number within these bounds", e);
    }
  }
}
