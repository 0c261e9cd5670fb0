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
   * Settings of a streams app with these question sets, none of whose windows is closed by silence,
   * shed or too late: what must come of the frames then does not depend on the wall clock.
   */
  static String settings(List<Look> looks) {
    return """
        streams:
          max-open-requests: 1000
          question-sets:
        """
        + looks.stream().map(Look::yaml).collect(Collectors.joining());
  }

  private String yaml() {
    return """
              %s:
                domain: video
                window-size: %dms
                window-hop: %dms
                frames: %d
                grace: %dms
                idle: 6h
                deadline: 30d
                questions:
                  vehicle: {text: "Is a vehicle on the road?", answer: yes_no}
                  count: {text: "How many people are there?", answer: number}
          """
        .formatted(questionSetId, sizeMs, hopMs, frames, graceMs);
  }
}
