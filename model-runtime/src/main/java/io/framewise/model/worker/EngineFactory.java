package io.framewise.model.worker;

import io.framewise.model.engine.Engine;
import io.framewise.model.settings.ModelSettings;

/** Loads the model. Called once, on the thread that will also call and close the engine. */
@FunctionalInterface
public interface EngineFactory {

  /**
   * Loads the model that the settings name.
   *
   * @throws io.framewise.contract.UserError when a person can put right what is wrong, such as a
   *     directory that is not there
   */
  Engine load(ModelSettings settings);
}
