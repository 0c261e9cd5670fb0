package io.framewise.streams.dispatch;

import io.framewise.contract.avro.Domain;

/**
 * The text before each question, as InternVL's model cards write it: one {@code <image>} for each
 * frame.
 */
public final class Prompt {

  private static final String IMAGE = "<image>\n";

  private Prompt() {}

  /**
   * The prompt over some frames. Frames of a video are {@code Frame1: } and so on, several single
   * pictures are {@code Image-1: } and so on, one single picture stands alone.
   */
  public static String over(Domain domain, int frames) {
    if (domain != Domain.VIDEO && frames == 1) {
      return IMAGE;
    }
    String label = domain == Domain.VIDEO ? "Frame" : "Image-";
    StringBuilder prompt = new StringBuilder();
    for (int i = 1; i <= frames; i++) {
      prompt.append(label).append(i).append(": ").append(IMAGE);
    }
    return prompt.toString();
  }
}
