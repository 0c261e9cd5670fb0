package io.framewise.admin.replay;

import java.util.List;
import java.util.Optional;

/**
 * How far the answers to one question agree with those of then.
 *
 * @param questionId the question
 * @param compared windows that have an answer to it of both times
 * @param flips those where the answers differ, in the order of the windows
 */
record Agreement(String questionId, int compared, List<Flip> flips) {

  static Agreement of(String questionId, List<TwoTimes> windows) {
    List<TwoTimes> answered =
        windows.stream().filter(window -> window.answers(questionId)).toList();
    List<Flip> flips =
        answered.stream().map(window -> window.flip(questionId)).flatMap(Optional::stream).toList();
    return new Agreement(questionId, answered.size(), flips);
  }

  int agreed() {
    return compared - flips.size();
  }
}
