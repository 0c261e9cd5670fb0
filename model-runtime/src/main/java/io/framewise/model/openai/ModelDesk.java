package io.framewise.model.openai;

import io.framewise.contract.avro.Priority;
import io.framewise.model.engine.DialogueEnd;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.EngineTimes;
import io.framewise.model.loop.Canary;
import io.framewise.model.loop.EngineLoop;
import io.framewise.model.loop.HandOver;
import io.framewise.model.loop.Pulse;
import io.framewise.platform.observe.Health;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model with a thread of its own, which loads, calls and closes it; others hand it questions. */
final class ModelDesk implements Health {

  private static final Logger LOG = LoggerFactory.getLogger(ModelDesk.class);
  private static final Duration CANARY_EVERY = Duration.ofSeconds(30);
  private static final Duration STALLED_AFTER = Duration.ofSeconds(60);
  private static final int HANGS = 10;

  private final HandOver<Question> questions = new HandOver<>();
  private final Pulse pulse = new Pulse(System::nanoTime);
  private final Canary canary = new Canary();
  private final CompletableFuture<ServedModel> loaded = new CompletableFuture<>();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile Supplier<EngineTimes> times = () -> EngineTimes.NONE;

  private ModelDesk(Supplier<ServedModel> loader) {
    thread = new Thread(() -> run(loader), "engine");
    thread.setDaemon(true); // a step that outlasts the close must not hold the process
  }

  /** Begins to load a model. */
  static ModelDesk start(Supplier<ServedModel> loader) {
    ModelDesk desk = new ModelDesk(loader);
    desk.thread.start();
    return desk;
  }

  /** Completes when the model is loaded, or could not be. */
  CompletableFuture<ServedModel> loaded() {
    return loaded;
  }

  /** Completes when the model fails for good; nothing is answered any more then. */
  CompletableFuture<Throwable> failure() {
    return failure;
  }

  private void run(Supplier<ServedModel> loader) {
    try (ServedModel model = loader.get()) {
      Engine engine = model.engine();
      EngineLoop.Signs signs = new EngineLoop.Signs(pulse, canary, CANARY_EVERY);
      EngineLoop<Question> loop =
          new EngineLoop<>(
              engine,
              questions,
              signs,
              question -> engine.converse(question.dialogue(), Priority.LIVE, question.watch()));
      times = engine::times;
      loaded.complete(model);
      loop.run();
    } catch (Throwable e) { // a dead engine thread must end the process, whatever killed it
      if (!loaded.completeExceptionally(e)) {
        LOG.error("the model has failed", e);
      }
      failure.complete(e);
      refuse();
    }
  }

  /** Asks; the watch hears the end, whatever becomes of it. */
  void ask(Question question) {
    if (!questions.submit(question)) {
      unwanted(question);
    }
  }

  private void refuse() {
    questions.close().forEach(ModelDesk::unwanted);
  }

  private static void unwanted(Question question) {
    question.dialogue().close();
    question.watch().ended(new DialogueEnd.Unwanted());
  }

  /** Where the model's time went. */
  EngineTimes times() {
    return times.get();
  }

  /** From now on it says that it stops; questions are answered still. */
  void announceStop() {
    stopping = true;
  }

  /** Questions that wait for the engine's thread. */
  int waiting() {
    return questions.size();
  }

  @Override
  public Answer live() {
    if (failure.isDone()) {
      return new Answer(false, "the model has failed, see the log");
    }
    return pulse.age().compareTo(STALLED_AFTER.multipliedBy(HANGS)) > 0
        ? new Answer(false, "a step of the model runs for " + pulse.age().toSeconds() + " s")
        : new Answer(true, "the engine's thread lives");
  }

  @Override
  public Answer ready() {
    Answer live = live();
    if (!live.up()) {
      return live;
    }
    if (!loaded.isDone()) {
      return new Answer(false, "loading the model");
    }
    if (stopping || questions.closed()) {
      return new Answer(false, "the server stops");
    }
    if (pulse.age().compareTo(STALLED_AFTER) > 0) {
      return new Answer(false, "a step of the model runs for " + pulse.age().toSeconds() + " s");
    }
    Optional<String> trouble = canary.trouble();
    return new Answer(trouble.isEmpty(), trouble.orElse("takes requests"));
  }

  /** Takes no more questions and waits until those that have begun have ended, at most so long. */
  void close(Duration limit) {
    refuse();
    try {
      thread.join(limit.toMillis());
      if (thread.isAlive()) {
        LOG.warn("the engine's thread still runs after {} s", limit.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
