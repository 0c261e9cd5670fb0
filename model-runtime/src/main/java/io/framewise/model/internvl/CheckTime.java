package io.framewise.model.internvl;

/**
 * What it took to check the forms of weights and attention.
 *
 * @param loading nanoseconds for which loading waited for it
 * @param beside nanoseconds of work on other threads meanwhile
 */
public record CheckTime(long loading, long beside) {

  private static final long MILLIS = 1_000_000;

  /**
   * For a log.
   *
   * @param all nanoseconds of loading
   */
  public String told(long all) {
    return "checking forms took %d ms of it (%d %%) and %d ms beside it"
        .formatted(
            loading / MILLIS, Math.round(100.0 * loading / Math.max(1, all)), beside / MILLIS);
  }
}
