package io.framewise.platform.fit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;

/** Texts that a model without any sense would write. */
final class Writing {

  private final Fitting fitting;
  private final Random random;

  Writing(Fitting fitting, long seed) {
    this.fitting = fitting;
    random = new Random(seed);
  }

  Writing(Grammar grammar, Vocabulary vocabulary, long seed) {
    this(new Fitting(grammar, vocabulary), seed);
  }

  /** A text of at most so many tokens; empty when it did not end itself. */
  Optional<String> text(int limit) {
    FittedText text = fitting.begin(limit);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Vocabulary vocabulary = fitting.vocabulary();
    for (int i = 0; i < limit; i++) {
      float[] scores = scores();
      int likeliest = 0;
      for (int token = 1; token < scores.length; token++) {
        likeliest = scores[token] > scores[likeliest] ? token : likeliest;
      }
      long token = text.best(likeliest, () -> scores);
      text.take(token);
      if (token == vocabulary.end()) {
        return Optional.of(written.toString(StandardCharsets.UTF_8));
      }
      written.writeBytes(vocabulary.bytes((int) token));
    }
    return Optional.empty();
  }

  private float[] scores() {
    float[] scores = new float[fitting.vocabulary().words() * Long.SIZE];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextFloat();
    }
    return scores;
  }

  /** Whether a text is one of a grammar's. */
  static boolean allows(Grammar grammar, String text) {
    Term left = grammar.root();
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      left = grammar.terms().after(left, value & 0xFF);
    }
    return left.empty();
  }
}
