package io.framewise.model.loop;

import io.framewise.contract.avro.Priority;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.LookEnd;
import io.framewise.model.engine.LookEnd.Answered;
import io.framewise.model.engine.LookEnd.Failed;
import io.framewise.model.engine.LookWatch;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the model a word now and then while nobody else does, so that a device that has broken is
 * noticed before a request needs it. The engine's thread asks, others read how it went.
 */
public final class Canary implements LookWatch {

  private static final Logger LOG = LoggerFactory.getLogger(Canary.class);
  private static final Look.Ask ASK = new Look.Ask("canary", "Are you there?", List.of(), 1);

  private volatile Optional<String> trouble = Optional.empty();

  /** Asks; the engine's next steps answer. */
  public void ask(Engine engine) {
    engine.submit(new Look("", List.of(), List.of(ASK), 1), Priority.LIVE, this);
  }

  /** What the last answer was, where it was none. */
  public Optional<String> trouble() {
    return trouble;
  }

  @Override
  public void ended(LookEnd end) {
    if (end instanceof Failed failed) {
      Fatal.rethrow(failed.cause());
      LOG.warn("the model fails on a word without pictures", failed.cause());
      trouble = Optional.of("the model fails on a word: " + failed.cause().getMessage());
    } else if (end instanceof Answered) {
      trouble = Optional.empty();
    }
  }
}
