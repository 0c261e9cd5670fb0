package io.framewise.platform.fit;

/** What bounds an answer where its schema does not, so that each comes to an end. */
final class Bounds {

  /** Characters of a string. */
  static final int CHARACTERS = 256;

  /** Characters of a string that is said to be so long. */
  static final int MOST_CHARACTERS = 65_536;

  /** Items of a list. */
  static final int ITEMS = 32;

  /** Items of a list that is said to be so long. */
  static final int MOST_ITEMS = 1024;

  private Bounds() {}
}
