package io.framewise.model.preprocess;

/** Takes the rows of a resized picture from top to bottom. */
interface PackedRows {

  /**
   * Takes one row.
   *
   * @param row number from the top
   * @param packed 8-bit values, four columns an int with the leftmost in the lowest byte, first all
   *     of red, then as many of green, then of blue, the last of each unused where they do not fit;
   *     overwritten by the next row
   */
  void accept(int row, int[] packed);
}
