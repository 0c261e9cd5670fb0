package io.framewise.streams.api.metrics;

import io.framewise.streams.state.SourceLedger;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A count of the ledgers that is shown as a metric.
 *
 * @param metric the metric that it is part of
 * @param ending the ending that it stands for; a tag
 * @param reading the count itself
 */
public record LedgerCount(MetricName metric, String ending, ToLongFunction<SourceLedger> reading) {

  /** All of them. */
  public static final List<LedgerCount> ALL =
      List.of(
          new LedgerCount(MetricName.FRAMES, "duplicate", SourceLedger::getDuplicate),
          new LedgerCount(MetricName.FRAMES, "late", SourceLedger::getLate),
          new LedgerCount(MetricName.FRAMES, "dead_lettered", SourceLedger::getDeadLettered),
          new LedgerCount(MetricName.FRAMES, "unmatched", SourceLedger::getUnmatched),
          new LedgerCount(MetricName.FRAMES, "not_selected", SourceLedger::getNotSelected),
          new LedgerCount(MetricName.FRAMES, "answered", SourceLedger::getAnswered),
          new LedgerCount(MetricName.FRAMES, "invalid", SourceLedger::getInvalid),
          new LedgerCount(MetricName.FRAMES, "expired", SourceLedger::getExpired),
          new LedgerCount(MetricName.FRAMES, "failed", SourceLedger::getFailed),
          new LedgerCount(MetricName.FRAMES, "shed", SourceLedger::getShed),
          new LedgerCount(MetricName.WINDOWS, "answered", SourceLedger::getWindowsAnswered),
          new LedgerCount(MetricName.WINDOWS, "invalid", SourceLedger::getWindowsInvalid),
          new LedgerCount(MetricName.WINDOWS, "expired", SourceLedger::getWindowsExpired),
          new LedgerCount(MetricName.WINDOWS, "failed", SourceLedger::getWindowsFailed),
          new LedgerCount(MetricName.WINDOWS, "shed", SourceLedger::getWindowsShed));
}
