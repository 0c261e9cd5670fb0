package io.framewise.model.preprocess;

/** Takes the rows of a resized picture from top to bottom. */
interface PackedRows {

  /**
   * Takes one row.
   *
   * @param row number from the top
   * @param packed 8-bit values, four columns an int with the leftmost in the lowest byte, first all
   *     of red, then green, then blue; overwritten by the next row
   */
  void accept(int row, int[] packed);
}
