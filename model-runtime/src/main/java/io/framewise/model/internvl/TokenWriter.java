package io.framewise.model.internvl;

import java.util.stream.LongStream;

/**
 * Puts together a prompt of text and control tokens. Text between two control tokens is tokenised
 * as one, as it was in training.
 */
final class TokenWriter {

  private final Tokens tokens;
  private final LongStream.Builder ids = LongStream.builder();
  private final StringBuilder pending = new StringBuilder();

  TokenWriter(Tokens tokens) {
    this.tokens = tokens;
  }

  TokenWriter beginning() {
    LongStream.of(tokens.beginning()).forEach(ids::add);
    return this;
  }

  TokenWriter text(String text) {
    pending.append(text);
    return this;
  }

  TokenWriter control(String name) {
    flush();
    ids.add(tokens.control(name));
    return this;
  }

  TokenWriter visual(int count) {
    flush();
    long id = tokens.control(Tokens.VISUAL);
    for (int i = 0; i < count; i++) {
      ids.add(id);
    }
    return this;
  }

  /** Text that no control token follows yet. */
  String pending() {
    return pending.toString();
  }

  /** The tokens up to the last control token. */
  long[] untilPending() {
    return ids.build().toArray();
  }

  /** All tokens. */
  long[] all() {
    flush();
    return ids.build().toArray();
  }

  private void flush() {
    for (long id : tokens.plain(pending.toString())) {
      ids.add(id);
    }
    pending.setLength(0);
  }
}
