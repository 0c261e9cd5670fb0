package io.framewise.admin.trial;

import io.framewise.contract.avro.EventStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** How the windows of a trial ended. Written by one thread, its progress read by another. */
final class TrialTally {

  private final int found;
  private final int wanted;
  private final Map<EventStatus, Integer> ended = new EnumMap<>(EventStatus.class);
  private final List<Long> latenciesMs = new ArrayList<>();
  private int alertsMet;

  /**
   * A tally of nothing yet.
   *
   * @param found windows over the frames
   * @param wanted of these, windows that are asked about
   */
  TrialTally(int found, int wanted) {
    this.found = found;
    this.wanted = wanted;
  }

  synchronized void add(TriedWindow window) {
    ended.merge(window.event().getStatus(), 1, Integer::sum);
    if (!window.answers().isEmpty()) {
      latenciesMs.add(window.latencyMs());
    }
    alertsMet += window.alertsMet();
  }

  synchronized String progress() {
    return all() + " of " + wanted + " windows";
  }

  /** Windows that have ended. */
  synchronized int all() {
    return ended.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Windows that were to be asked about and have not ended. */
  synchronized int open() {
    return wanted - all();
  }

  /** Older windows that were not asked about. */
  int leftOut() {
    return found - wanted;
  }

  synchronized int of(EventStatus status) {
    return ended.getOrDefault(status, 0);
  }

  /** Answers that meet the alert rule of their question. */
  synchronized int alertsMet() {
    return alertsMet;
  }

  /** From sending a request to its answers, the lower median; empty without any. */
  synchronized OptionalLong medianLatencyMs() {
    List<Long> sorted = latenciesMs.stream().sorted().toList();
    return sorted.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(sorted.get((sorted.size() - 1) / 2));
  }
}
