package io.framewise.model.internvl;

import io.framewise.contract.avro.Domain;

/** How the model cards announce pictures before a question: one placeholder each, one line each. */
public final class PicturePrompt {

  private static final String LINE = PromptFormat.PLACEHOLDER + "\n";

  private PicturePrompt() {}

  /** One picture, or several that are looked at as one. */
  public static String single() {
    return LINE;
  }

  /**
   * Pictures apart from each other: {@code Image-1}, {@code Image-2}.
   *
   * @param earlier pictures that the conversation has shown already
   * @param count pictures now; the only one of a conversation has no name
   */
  public static String images(int earlier, int count) {
    if (earlier == 0 && count == 1) {
      return single();
    }
    StringBuilder prompt = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      prompt.append("Image-").append(earlier + i).append(": ").append(LINE);
    }
    return prompt.toString();
  }

  /** What precedes a question about so many frames of a domain. */
  public static String of(Domain domain, int count) {
    return domain == Domain.VIDEO ? frames(count) : images(0, count);
  }

  /** Frames of a video: {@code Frame1}, {@code Frame2}. */
  public static String frames(int count) {
    StringBuilder prompt = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      prompt.append("Frame").append(i).append(": ").append(LINE);
    }
    return prompt.toString();
  }
}
