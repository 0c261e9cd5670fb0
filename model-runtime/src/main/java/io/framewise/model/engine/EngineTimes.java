package io.framewise.model.engine;

/**
 * Where an engine's time went since it was loaded.
 *
 * @param visionNanos in steps of the vision tower
 * @param prefillNanos in passes that read a prompt, beside answers or not
 * @param decodeNanos in passes that only took answers on
 * @param tiles that went through the vision tower
 * @param readTokens tokens of prompts that were read
 * @param reusedTokens tokens of prompts that need not be read, because a look before had the same
 *     beginning
 * @param answerTokens tokens that answers were taken on by
 * @param decodeTokens of these, in passes that did nothing else
 * @param passes through the language model
 * @param passLooks looks that took part in them, summed up
 */
public record EngineTimes(
    long visionNanos,
    long prefillNanos,
    long decodeNanos,
    long tiles,
    long readTokens,
    long reusedTokens,
    long answerTokens,
    long decodeTokens,
    long passes,
    long passLooks) {

  /** Of an engine that has done nothing. */
  public static final EngineTimes NONE = new EngineTimes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** What came since an earlier reading. */
  public EngineTimes since(EngineTimes earlier) {
    return new EngineTimes(
        visionNanos - earlier.visionNanos,
        prefillNanos - earlier.prefillNanos,
        decodeNanos - earlier.decodeNanos,
        tiles - earlier.tiles,
        readTokens - earlier.readTokens,
        reusedTokens - earlier.reusedTokens,
        answerTokens - earlier.answerTokens,
        decodeTokens - earlier.decodeTokens,
        passes - earlier.passes,
        passLooks - earlier.passLooks);
  }

  /** Time in which it computed. */
  public long busyNanos() {
    return visionNanos + prefillNanos + decodeNanos;
  }

  /** After a step of the vision tower. */
  public EngineTimes looked(long nanos, int count) {
    return new EngineTimes(
        visionNanos + nanos,
        prefillNanos,
        decodeNanos,
        tiles + count,
        readTokens,
        reusedTokens,
        answerTokens,
        decodeTokens,
        passes,
        passLooks);
  }

  /** After a pass of so many looks. */
  public EngineTimes passed(long nanos, int read, int answered, int looks) {
    return new EngineTimes(
        visionNanos,
        prefillNanos + (read > 0 ? nanos : 0),
        decodeNanos + (read > 0 ? 0 : nanos),
        tiles,
        readTokens + read,
        reusedTokens,
        answerTokens + answered,
        decodeTokens + (read > 0 ? 0 : answered),
        passes + 1,
        passLooks + looks);
  }

  /** After a look that took over so many tokens of another. */
  public EngineTimes reused(int tokens) {
    return new EngineTimes(
        visionNanos,
        prefillNanos,
        decodeNanos,
        this.tiles,
        readTokens,
        reusedTokens + tokens,
        answerTokens,
        decodeTokens,
        passes,
        passLooks);
  }
}
