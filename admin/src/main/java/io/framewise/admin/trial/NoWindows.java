package io.framewise.admin.trial;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowKind;

/** Why a draft makes no window of the frames that there are. */
record NoWindows(QuestionSet draft, int frames, String last) {

  /** What is wrong and the way out. */
  UserError error() {
    String came = frames + " frames came in the last " + last;
    WindowKind kind = draft.getWindow().getKind();
    if (draft.getSchedule() != null) {
      return new UserError(
          "no frame makes a window in the hours of the schedule of " + draft.getId(),
          came + "; leave the schedule out to try");
    }
    return switch (kind) {
      case PART ->
          new UserError(
              "no frame names a part (attribute part), which question set "
                  + draft.getId()
                  + " needs",
              came + "; name-pattern of a folder source takes the part from a file's name");
      case PAIR ->
          new UserError(
              "there is no reference picture (attribute reference=true) and a picture after it",
              came + "; --last looks further back");
      case TIME, CHANGE, IMAGE ->
          new UserError(
              "the frames make no window of question set " + draft.getId(),
              came + "; --last looks further back");
    };
  }
}
