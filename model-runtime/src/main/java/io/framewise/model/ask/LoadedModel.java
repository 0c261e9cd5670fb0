package io.framewise.model.ask;

import io.framewise.model.generate.InternVlEngine;
import io.framewise.model.settings.ModelOptions;
import io.framewise.platform.lifecycle.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A model that a command loaded for itself.
 *
 * @param engine the model
 * @param loadMs how long loading took
 */
record LoadedModel(InternVlEngine engine, long loadMs) implements AutoCloseable {

  /**
   * Loads the model that the flags name, and says so when it takes long.
   *
   * @throws io.framewise.contract.UserError when that cannot be used
   */
  static LoadedModel load(ModelOptions options, PrintWriter err) {
    Path directory = options.model();
    long start = System.nanoTime();
    InternVlEngine engine =
        Progress.during(
            err, "loading " + directory, () -> InternVlEngine.open(directory, options.engine()));
    return new LoadedModel(engine, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }

  @Override
  public void close() {
    engine.close();
  }
}
