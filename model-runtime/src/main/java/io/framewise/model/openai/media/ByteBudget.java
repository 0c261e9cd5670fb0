package io.framewise.model.openai.media;

/** How many bytes one request may still have brought from other machines. Of one thread. */
final class ByteBudget {

  private long left;

  ByteBudget(long bytes) {
    left = bytes;
  }

  long left() {
    return left;
  }

  void spend(long bytes) {
    left -= bytes;
  }
}
