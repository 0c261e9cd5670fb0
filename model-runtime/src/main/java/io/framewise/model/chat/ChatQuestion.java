package io.framewise.model.chat;

import io.framewise.model.chat.ChatRow.Reading;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.generate.Chunk;
import java.util.List;

/**
 * A question that one of several conversations is to answer now.
 *
 * @param number which conversation
 * @param row its book
 * @param reading what is new, in tokens
 * @param pictures the pictures of what is new
 */
record ChatQuestion(int number, ChatRow row, Reading reading, List<PictureTiles> pictures) {

  /** Tokens that precede the answer. */
  int promptTokens() {
    return row.length() + reading.ids().length;
  }

  /** Fails when no room is left for an answer. */
  void checkRoom(int contextLength) {
    if (promptTokens() >= contextLength) {
      throw new IllegalArgumentException(
          "the prompt has "
              + promptTokens()
              + " tokens, the model takes "
              + contextLength
              + " with the answer");
    }
  }

  Chunk.Place read(Chunk chunk) {
    return chunk.add(number, reading.ids(), row.length(), 0, 0);
  }
}
