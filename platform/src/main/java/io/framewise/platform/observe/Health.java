package io.framewise.platform.observe;

/** Whether a process is alive, and whether it does its work. Safe for use by several threads. */
public interface Health {

  /**
   * One answer.
   *
   * @param up whether all is well
   * @param detail why or why not, for people; never with credentials
   */
  record Answer(boolean up, String detail) {}

  /** Alive: a restart would not help. */
  Answer live();

  /** Ready: it does its work. */
  Answer ready();
}
