package io.framewise.model.generate;

import io.framewise.model.engine.EngineSettings;
import io.framewise.model.internvl.Devices;

/**
 * How much an engine does at a time.
 *
 * @param rows most looks that run side by side
 * @param slots tokens of all of them that the cache holds
 * @param cut tokens of a prompt that go through the language model at a time
 */
record EngineLimits(int rows, int slots, int cut) {

  /** As many as a CPU computes at nearly full speed in a step that is still short. */
  private static final int CUT_ON_CPU = 256;

  private static final int CUT_ON_GPU = 2048;
  private static final int USUAL_SLOTS = 1 << 15;

  /** As the settings say. */
  static EngineLimits of(EngineSettings settings, int rows, int contextLength) {
    int slots =
        settings.cacheTokens() > 0 ? settings.cacheTokens() : Math.max(USUAL_SLOTS, contextLength);
    boolean cpu = Devices.parse(settings.device()).onCpu();
    return new EngineLimits(rows, slots, cpu ? CUT_ON_CPU : CUT_ON_GPU);
  }
}
