package io.framewise.streams.ledger;

import io.framewise.streams.state.SourceLedger;
import org.apache.avro.Schema;

/** Sums over the counts of a ledger. */
public final class LedgerSums {

  private LedgerSums() {}

  /** Frames whose arrival is booked, in whichever way. */
  public static long arrived(SourceLedger ledger) {
    return ledger.getDuplicate()
        + ledger.getLate()
        + ledger.getDeadLettered()
        + ledger.getUnmatched()
        + ledger.getWindowed();
  }

  /** Windowed frames that have ended. */
  public static long endedFrames(SourceLedger ledger) {
    return ledger.getNotSelected()
        + ledger.getAnswered()
        + ledger.getInvalid()
        + ledger.getExpired()
        + ledger.getFailed()
        + ledger.getShed();
  }

  /** Windows that have an event. */
  public static long endedWindows(SourceLedger ledger) {
    return ledger.getWindowsAnswered()
        + ledger.getWindowsInvalid()
        + ledger.getWindowsExpired()
        + ledger.getWindowsFailed()
        + ledger.getWindowsShed();
  }

  /** Windowed frames whose ending is not known yet. */
  public static long openFrames(SourceLedger ledger) {
    return ledger.getWindowed() - endedFrames(ledger);
  }

  /** Windows without an event yet. */
  public static long openWindows(SourceLedger ledger) {
    return ledger.getWindowsOpened() - endedWindows(ledger);
  }

  /** Adds the counts of one minute to those of others. */
  public static void add(SourceLedger sum, SourceLedger minute) {
    for (Schema.Field field : SourceLedger.getClassSchema().getFields()) {
      if (field.schema().getType() == Schema.Type.LONG) {
        sum.put(field.pos(), (long) sum.get(field.pos()) + (long) minute.get(field.pos()));
      }
    }
  }
}
