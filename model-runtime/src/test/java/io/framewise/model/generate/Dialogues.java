package io.framewise.model.generate;

import io.framewise.model.engine.Dialogue;
import io.framewise.model.engine.DialogueOptions;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.Part;
import io.framewise.model.engine.PictureKey;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.engine.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Dialogues for tests. */
final class Dialogues {

  private Dialogues() {}

  static Turn user(Object... parts) {
    List<Part> list = new ArrayList<>();
    for (Object part : parts) {
      list.add(
          part instanceof PictureTiles picture
              ? new Part.Shown(picture)
              : new Part.Text((String) part));
    }
    return new Turn.User(list);
  }

  static PictureTiles named(int number) {
    return Looks.picture(number, 1).under(new PictureKey("dialogue-" + number, 1, 1, 1));
  }

  static Dialogue greedy(int tokens, Turn... turns) {
    return new Dialogue(List.of(turns), DialogueOptions.greedy(tokens));
  }

  static long[] ids(EngineParts parts, Turn... turns) {
    PromptText text = DialogueText.of(greedy(1, turns), parts.format());
    long[] ids = Arrays.copyOf(text.beginning(), text.longest());
    ids[ids.length - 1] = text.branches().get(0)[0];
    return ids;
  }

  static long[] ids(EngineParts parts, Look look) {
    TokenizedLook tokens = TokenizedLook.of(look, parts.format(), 4096);
    PromptText text = tokens.text();
    long[] question = text.branches().get(0);
    long[] ids = Arrays.copyOf(text.beginning(), text.longest());
    System.arraycopy(question, 0, ids, text.beginning().length, question.length);
    return ids;
  }
}
