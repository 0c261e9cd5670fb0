package io.framewise.admin.trial;

/** What a trial tells, in one form or the other. */
interface TrialReport {

  /** Takes a window that has ended; they come in any order. */
  void add(TriedWindow window);

  /** What is left to say when all have ended. */
  String end(TrialTally tally);
}
