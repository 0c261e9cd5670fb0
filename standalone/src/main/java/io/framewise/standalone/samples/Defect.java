package io.framewise.standalone.samples;

/** What is wrong with a part in an inspection picture. */
enum Defect {
  NONE,
  SCRATCH,
  MISSING_HOLE,
  DENT
}
