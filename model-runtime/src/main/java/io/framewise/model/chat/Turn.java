package io.framewise.model.chat;

import io.framewise.model.engine.PictureTiles;
import java.util.List;

/** One turn of a conversation. */
public sealed interface Turn {

  /** The pictures that it shows. */
  List<PictureTiles> pictures();

  /**
   * What a person says.
   *
   * @param prompt what precedes the question, with one {@code <image>} placeholder a picture
   * @param pictures the pictures in the order of their placeholders
   * @param question text as the user wrote it; placeholders and control tokens inside are plain
   *     text
   */
  record User(String prompt, List<PictureTiles> pictures, String question) implements Turn {

    /** A turn without pictures. */
    public static User of(String question) {
      return new User("", List.of(), question);
    }
  }

  /**
   * What was answered earlier.
   *
   * @param text the whole answer
   */
  record Assistant(String text) implements Turn {

    @Override
    public List<PictureTiles> pictures() {
      return List.of();
    }
  }
}
