package io.framewise.model.openai;

import io.framewise.model.engine.Engine;
import io.framewise.model.generate.InternVlEngine;
import io.framewise.platform.fit.Vocabulary;

/**
 * A model that is served.
 *
 * @param engine answers; its thread's own
 * @param vocabulary its tokens, for answers that are to fit
 */
public record ServedModel(Engine engine, Vocabulary vocabulary) implements AutoCloseable {

  /** A loaded model; called on the thread that loaded it. */
  public static ServedModel of(InternVlEngine engine) {
    return new ServedModel(engine, engine.parts().tokens().vocabulary());
  }

  @Override
  public void close() {
    engine.close();
  }
}
