package io.framewise.lab.serve;

/** Asks a model a number of questions, so many at once. */
interface Asker {

  /**
   * Asks all of them and waits for the last answer.
   *
   * @param questions their numbers are from {@code first} on
   * @param atOnce how many are under way
   */
  AskTimes ask(int first, int questions, int atOnce) throws InterruptedException;
}
