package io.framewise.model.generate;

import java.util.List;

/**
 * What goes through the language model before the first answer, in tokens.
 *
 * @param beginning what all branches share
 * @param imageTokens of these, tokens that stand for pixels
 * @param branches tokens of each branch, which follow the beginning beside each other; at least one
 */
@SuppressWarnings("ArrayRecordComponent") // token ids: never compared, never changed
record PromptText(long[] beginning, int imageTokens, List<long[]> branches) {

  /** Tokens of the beginning with the longest of the branches. */
  int longest() {
    return beginning.length + branches.stream().mapToInt(ids -> ids.length).max().orElse(0);
  }
}
