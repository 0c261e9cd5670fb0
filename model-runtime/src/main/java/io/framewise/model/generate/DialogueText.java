package io.framewise.model.generate;

import io.framewise.model.engine.Dialogue;
import io.framewise.model.engine.Part;
import io.framewise.model.engine.Turn;
import io.framewise.model.internvl.DialogueWriter;
import io.framewise.model.internvl.PromptFormat;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Writes dialogues as tokens. */
final class DialogueText {

  private DialogueText() {}

  /**
   * A dialogue in tokens. Its answers are branches that differ in what follows them only: each
   * begins with the last token of the prompt.
   *
   * @throws IllegalArgumentException when there is nothing to go on with
   */
  static PromptText of(Dialogue dialogue, PromptFormat format) {
    List<Turn> turns = dialogue.turns();
    boolean told = !turns.isEmpty() && turns.get(0) instanceof Turn.SystemText;
    DialogueWriter writer =
        told ? format.beginning(((Turn.SystemText) turns.get(0)).text()) : format.beginning();
    List<Turn> said = turns.subList(told ? 1 : 0, turns.size());
    if (said.isEmpty()) {
      throw new IllegalArgumentException("the dialogue has no turn to answer");
    }
    for (int i = 0; i < said.size(); i++) {
      write(writer, said.get(i), i + 1 == said.size());
    }
    long[] ids = writer.ids();
    long[] last = {ids[ids.length - 1]};
    return new PromptText(
        Arrays.copyOf(ids, ids.length - 1),
        writer.imageTokens(),
        Collections.nCopies(dialogue.options().answers(), last));
  }

  private static void write(DialogueWriter writer, Turn turn, boolean last) {
    if (turn instanceof Turn.User user) {
      writer.user();
      user.parts().forEach(part -> write(writer, part));
      writer.end();
      if (last) {
        writer.assistant();
      }
    } else if (turn instanceof Turn.Assistant assistant) {
      writer.assistant().text(assistant.text());
      if (!last) {
        writer.end();
      }
    } else {
      throw new IllegalArgumentException("the system's turn must be the first");
    }
  }

  private static void write(DialogueWriter writer, Part part) {
    if (part instanceof Part.Shown shown) {
      writer.picture(shown.picture().tiles());
    } else {
      writer.text(((Part.Text) part).text());
    }
  }
}
