package io.framewise.streams.alert;

/** Whether one window meets a rule. */
public enum RuleResult {
  /** Its answer meets the rule. */
  MET,
  /** Its answer does not. */
  NOT_MET,
  /** There is no valid answer, or none that is probable enough. */
  UNKNOWN
}
