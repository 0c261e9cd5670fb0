package io.framewise.lab.serve;

/** What is asked: no two questions begin alike, so that nothing is shared. */
final class Asked {

  private static final String WORDS =
      " Describe in your own words what a person would see who stood there, and what they would do.";

  private Asked() {}

  static String text(int number) {
    return "Question " + Integer.toString(number * 7919, 36) + "." + WORDS;
  }
}
