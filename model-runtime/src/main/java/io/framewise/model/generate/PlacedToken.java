package io.framewise.model.generate;

/**
 * A token on its way through the language model.
 *
 * @param id which token, or {@link #VISUAL}
 * @param position where it stands in its text
 * @param branch 0 for the prompt that all of the text sees, k for question k and its answer
 * @param leaf 0 for what all of the branch sees, k for its k-th continuation
 * @param reach length of the whole text that is read at this time, which positions beyond the
 *     model's own depend on; the parts of one prompt get the same
 */
record PlacedToken(long id, long position, long branch, long leaf, long reach) {

  /** In place of the id of a token that stands for a visual row. */
  static final long VISUAL = -1;

  /** The same place for a visual row. */
  PlacedToken visual() {
    return new PlacedToken(VISUAL, position, branch, leaf, reach);
  }
}
