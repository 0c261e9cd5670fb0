package io.framewise.standalone.samples;

import java.util.Locale;

/** What is wrong with a part in an inspection picture. */
enum Defect {
  NONE,
  SCRATCH,
  MISSING_HOLE,
  DENT,
  MISPRINT;

  /** As an answer. */
  String answer() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
