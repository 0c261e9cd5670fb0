package io.framewise.model.ask;

import java.util.List;

/**
 * A line of a chat that is a command to it.
 *
 * @param name such as {@code /image}
 * @param argument the rest of the line, without blanks and quotes around it
 */
record ChatCommandLine(String name, String argument) {

  /** All there are. */
  static final List<String> NAMES =
      List.of("/image", "/video", "/reset", "/questions", "/help", "/quit");

  static final List<String> HELP =
      List.of(
          "/image FILE  show an image with the next question; once for each image",
          "/video FILE  show frames of a video with the next question",
          "/reset       forget everything and begin anew",
          "/questions   list what this model was trained to answer, where it says so",
          "/help        show this",
          "/quit        end; so does Ctrl-D, and Ctrl-C while nothing is being answered",
          "Everything else is a question. Ctrl-C ends an answer.");

  static boolean is(String line) {
    return line.startsWith("/");
  }

  static ChatCommandLine parse(String line) {
    String[] words = line.strip().split("\\s+", 2);
    return new ChatCommandLine(words[0], words.length == 1 ? "" : unquoted(words[1].strip()));
  }

  private static String unquoted(String text) {
    boolean quoted =
        text.length() > 1
            && text.charAt(0) == text.charAt(text.length() - 1)
            && "\"'".indexOf(text.charAt(0)) >= 0;
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
