package io.framewise.standalone.chaos;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The windows of one question set, version 1 and in milliseconds, as a recomputation needs them.
 *
 * @param frames frames kept of a window; divides the size without remainder
 */
record Look(String questionSetId, long sizeMs, long hopMs, int frames, long graceMs) {

  /**
   * Settings of a streams app with these question sets. All that is not said is left at its
   * default, as most people leave it.
   *
   * @param more lines of each question set, such as {@code deadline: 1m}
   */
  static String settings(List<Look> looks, String... more) {
    return """
        streams:
          question-sets:
        """
        + looks.stream().map(look -> look.yaml(List.of(more))).collect(Collectors.joining());
  }

  private String yaml(List<String> more) {
    return """
              %s:
                domain: video
                window-size: %dms
                window-hop: %dms
                frames: %d
                grace: %dms
                questions:
                  vehicle: {text: "Is a vehicle on the road?", answer: yes_no}
                  count: {text: "How many people are there?", answer: number}
          """
            .formatted(questionSetId, sizeMs, hopMs, frames, graceMs)
        + more.stream().map(line -> "      " + line + "\n").collect(Collectors.joining());
  }
}
