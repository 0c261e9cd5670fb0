package io.framewise.standalone.demo;

import java.io.PrintWriter;

/** What a command says to the person who started it. Safe for use by several threads. */
final class Console {

  private final PrintWriter out;

  Console(PrintWriter out) {
    this.out = out;
  }

  synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  /** For those who report their own progress. */
  PrintWriter writer() {
    return out;
  }
}
