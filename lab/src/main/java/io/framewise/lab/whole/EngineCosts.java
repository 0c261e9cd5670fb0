package io.framewise.lab.whole;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.EventStatus;
import java.util.HashMap;
import java.util.Map;

/** What the windows of each source took of the model, told by their events. Safe on any thread. */
final class EngineCosts {

  private static final double MILLIS = 1000;
  private static final double SECONDS_AN_HOUR = 3600;

  private final Map<String, Cost> costs = new HashMap<>();

  /**
   * Of one source.
   *
   * @param windows that have ended
   * @param looks of these, how many the model looked at
   * @param pictures that these showed the model
   * @param keptPictures of these, those that it had looked at before
   * @param engineMs time of the model
   */
  record Cost(int windows, int looks, int pictures, int keptPictures, long engineMs) {

    static final Cost NOTHING = new Cost(0, 0, 0, 0, 0);

    /** Seconds of the model for an hour of the source, of which {@code seconds} were played. */
    double secondsAnHour(double seconds) {
      return engineMs / MILLIS * SECONDS_AN_HOUR / seconds;
    }

    private Cost with(AnalysisEvent event) {
      if (event.getTimings() == null || event.getRepeats() != null) {
        return new Cost(windows + 1, looks, pictures, keptPictures, engineMs);
      }
      long spent =
          event.getTimings().getVisionMs()
              + event.getTimings().getPrefillMs()
              + event.getTimings().getDecodeMs();
      return new Cost(
          windows + 1,
          looks + 1,
          pictures + event.getFrames().size(),
          keptPictures + event.getUsage().getCachedPictures(),
          engineMs + spent);
    }
  }

  private int unanswered;

  /** Takes the next event. */
  synchronized void add(AnalysisEvent event) {
    if (event.getStatus() != EventStatus.ANSWERED) {
      unanswered++;
    }
    Cost before = costs.getOrDefault(event.getSourceId(), Cost.NOTHING);
    costs.put(event.getSourceId(), before.with(event));
  }

  /** What a source took so far. */
  synchronized Cost of(String source) {
    return costs.getOrDefault(source, Cost.NOTHING);
  }

  /** Windows that were not answered. */
  synchronized int unanswered() {
    return unanswered;
  }
}
