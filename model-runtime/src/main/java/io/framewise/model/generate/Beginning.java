package io.framewise.model.generate;

import io.framewise.model.engine.PictureKey;
import java.util.Arrays;
import java.util.List;

/**
 * What the questions of a look share: as far as two looks begin alike, the keys and values of one
 * are those of the other. Compared token by token and picture by picture, never by a short digest.
 *
 * @param tokens up to the first question
 * @param pictures which they are, in order
 * @param starts for each picture, where its first visual token stands
 * @param base of the rotary positions
 */
@SuppressWarnings("ArrayRecordComponent") // token ids: compared element by element only
record Beginning(long[] tokens, List<PictureKey> pictures, int[] starts, double base) {

  /** Tokens that both begin with. */
  int common(Beginning other) {
    if (base != other.base) {
      return 0;
    }
    int mismatch = Arrays.mismatch(tokens, other.tokens);
    int common = mismatch < 0 ? tokens.length : mismatch;
    for (int i = 0; i < pictures.size() && starts[i] < common; i++) {
      if (!pictures.get(i).equals(other.pictures.get(i))) {
        return starts[i];
      }
    }
    return common;
  }
}
