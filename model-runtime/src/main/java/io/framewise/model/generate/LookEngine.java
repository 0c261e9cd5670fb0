package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.contract.avro.Priority;
import io.framewise.model.engine.Dialogue;
import io.framewise.model.engine.DialogueEnd;
import io.framewise.model.engine.DialogueWatch;
import io.framewise.model.engine.EngineTimes;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.LookEnd;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.engine.LookWatch;
import io.framewise.model.engine.Picture;
import io.framewise.model.generate.LanguagePass.Portion;
import io.framewise.model.internvl.InternVl;
import io.framewise.model.schedule.Scheduler;
import io.framewise.model.schedule.Step;
import io.framewise.model.schedule.Step.Idle;
import io.framewise.model.schedule.Step.LookAt;
import io.framewise.model.schedule.Step.Pass;
import io.framewise.platform.fit.SchemaRefusedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes looks through the model step by step, as the scheduler says. What fails on one look ends
 * that look: a pass of several that fails is tried again with each of them alone.
 */
final class LookEngine implements AutoCloseable {

  private final EngineParts parts;
  private final InternVl model;
  private final LanguagePass language;
  private final AnswerForms forms;
  private final CacheRoom room;
  private final Scheduler<LookRun> scheduler;
  private final int cut;
  private final int slots;
  private final PtNDManager manager;
  private final Deque<Runnable> ends = new ArrayDeque<>();
  private volatile EngineTimes times = EngineTimes.NONE;

  /**
   * An engine without looks.
   *
   * @param limits of what runs at a time
   */
  LookEngine(EngineParts parts, EngineLimits limits) {
    this.parts = parts;
    model = parts.model();
    cut = limits.cut();
    slots = limits.slots();
    language = new LanguagePass(model);
    forms = new AnswerForms(parts.tokens());
    room = new CacheRoom(model, slots, cut);
    scheduler = new Scheduler<>(limits.rows(), room, System::nanoTime);
    manager = model.newStep();
  }

  /** Takes a look in. Whatever is wrong with it ends it and nothing else. */
  void submit(Look look, Priority lane, LookWatch watch) {
    try {
      look.pictures().forEach(parts.vision()::check);
      TokenizedLook tokenized = TokenizedLook.of(look, parts.format(), parts.contextLength());
      LookAnswers answers = new LookAnswers(tokenized, forms, parts.tokens());
      take(tokenized.text(), look.pictures(), answers, lane, watch);
    } catch (IllegalArgumentException e) {
      refuse(look, watch, new LookRefusedException(0, e.getMessage()));
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      refuse(look, watch, e);
    }
  }

  private static void refuse(Look look, LookWatch watch, Throwable cause) {
    look.close();
    watch.ended(new LookEnd.Failed(cause));
  }

  /** Takes a dialogue in, as {@link #submit} does a look. */
  void converse(Dialogue dialogue, Priority lane, DialogueWatch watch) {
    try {
      dialogue.pictures().forEach(parts.vision()::check);
      PromptText text = DialogueText.of(dialogue, parts.format());
      DialogueAnswers answers = new DialogueAnswers(dialogue, text, parts, slots, watch);
      take(text, dialogue.pictures(), answers, lane, answers);
    } catch (IllegalArgumentException | SchemaRefusedException e) {
      refuse(dialogue, watch, new LookRefusedException(0, e.getMessage()));
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      refuse(dialogue, watch, e);
    }
  }

  private static void refuse(Dialogue dialogue, DialogueWatch watch, Throwable cause) {
    dialogue.close();
    watch.ended(new DialogueEnd.Failed(cause));
  }

  private void take(
      PromptText text,
      List<? extends Picture> pictures,
      AnswerMaker answers,
      Priority lane,
      LookWatch watch) {
    LookPrompt prompt = new LookPrompt(text, pictures, answers, parts, cut);
    if (prompt.slots() > slots) {
      throw new IllegalArgumentException(
          "prompt, questions and answers need "
              + prompt.slots()
              + " tokens together, engine.cache-tokens has room for "
              + slots);
    }
    scheduler.submit(new LookRun(prompt, pictures, lane, watch));
  }

  /** The next step. Returns false if there is nothing to do. */
  boolean step() {
    endUnwanted();
    Step<LookRun> step = scheduler.next();
    if (step instanceof LookAt<LookRun> look) {
      look(look.look());
    } else if (step instanceof Pass<LookRun> pass) {
      pass(pass);
    }
    tell();
    return !(step instanceof Idle);
  }

  private void endUnwanted() {
    Stream.concat(scheduler.waiting().stream(), scheduler.running().stream())
        .filter(run -> !run.watch().wanted())
        .toList()
        .forEach(run -> end(run, new LookEnd.Unwanted()));
  }

  private void begin(LookRun run) {
    if (!run.begun()) {
      room.reuse(run);
      run.begin(parts.vision());
    }
  }

  private void look(LookRun run) {
    long start = System.nanoTime();
    try {
      model.useThisThread();
      begin(run);
      int tiles = run.look();
      endSeeing(run);
      long nanos = System.nanoTime() - start;
      run.time().looked(nanos);
      times = times.looked(nanos, tiles);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      end(run, new LookEnd.Failed(e));
    }
  }

  private void endSeeing(LookRun run) {
    if (run.sees() && run.tiles() == 0) {
      run.endSeeing(manager);
    }
  }

  private void pass(Pass<LookRun> pass) {
    List<LookRun> runs = new ArrayList<>();
    for (LookRun run : pass.looks()) {
      // What a look takes over from another may leave it without anything to see.
      if (prepared(run)) {
        runs.add(run);
      }
    }
    try {
      run(runs);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      if (runs.size() == 1) {
        end(runs.get(0), new LookEnd.Failed(e));
      } else {
        runs.forEach(this::alone);
      }
    }
  }

  private boolean prepared(LookRun run) {
    try {
      model.useThisThread();
      begin(run);
      endSeeing(run);
      return run.tiles() == 0;
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      end(run, new LookEnd.Failed(e));
      return false;
    }
  }

  private void alone(LookRun run) {
    try {
      run(List.of(run));
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      end(run, new LookEnd.Failed(e));
    }
  }

  private void run(List<LookRun> runs) {
    if (runs.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    List<Boolean> reading = runs.stream().map(run -> !run.answering()).toList();
    try (PtNDManager step = model.newStep()) {
      List<Portion> portions =
          runs.stream().map(run -> new Portion(run.text(), run.portion())).toList();
      NDArray hidden = language.advance(step, room.cache(), portions, pictures(step, runs));
      List<List<Integer>> wanted = runs.stream().map(LookRun::wanted).toList();
      Optional<PassLogits> logits = logits(step, hidden, portions, wanted);
      portions.forEach(Portion::fill);
      long nanos = System.nanoTime() - start;
      for (int i = 0; i < runs.size(); i++) {
        runs.get(i).time().passed(nanos, reading.get(i), runs.size());
      }
      count(nanos, runs, portions, reading);
      int first = 0;
      for (int i = 0; i < runs.size(); i++) {
        take(runs.get(i), logits, first);
        first += wanted.get(i).size();
      }
    }
  }

  private NDArray pictures(PtNDManager step, List<LookRun> runs) {
    for (LookRun run : runs) {
      Optional<NDArray> rows = run.visualRows(step);
      if (rows.isPresent()) {
        return rows.get(); // of the only one that reads
      }
    }
    return step.zeros(new Shape(0, model.config().text().hidden()), DataType.FLOAT32);
  }

  private Optional<PassLogits> logits(
      PtNDManager step, NDArray hidden, List<Portion> portions, List<List<Integer>> wanted) {
    List<Long> at = new ArrayList<>();
    long first = 0;
    for (int i = 0; i < portions.size(); i++) {
      for (int place : wanted.get(i)) {
        at.add(first + place);
      }
      first += portions.get(i).tokens().size();
    }
    if (at.isEmpty()) {
      return Optional.empty();
    }
    long[] places = at.stream().mapToLong(Long::longValue).toArray();
    return Optional.of(new PassLogits(model, step, model.logits(step, hidden, places)));
  }

  private void take(LookRun run, Optional<PassLogits> logits, int first) {
    try {
      boolean reading = !run.answering();
      run.take(logits, first);
      if (reading && run.answering()) {
        run.watch().answering();
      }
      if (run.hasReadBeginning()) {
        room.hasRead(run);
      }
      if (run.done()) {
        end(run, run.answered());
      }
    } catch (RuntimeException e) {
      end(run, new LookEnd.Failed(e));
    }
  }

  private void count(
      long nanos, List<LookRun> runs, List<Portion> portions, List<Boolean> reading) {
    int read = 0;
    int answered = 0;
    for (int i = 0; i < runs.size(); i++) {
      int tokens = portions.get(i).tokens().size();
      read += reading.get(i) ? tokens : 0;
      answered += reading.get(i) ? 0 : tokens;
    }
    times = times.passed(nanos, read, answered, runs.size());
  }

  private void end(LookRun run, LookEnd end) {
    scheduler.end(run);
    run.abandon();
    times = times.reused(run.time().reused());
    ends.add(() -> run.watch().ended(end));
  }

  /** Tells of ends after the step: what a listener throws is no failure of the step. */
  private void tell() {
    while (!ends.isEmpty()) {
      ends.remove().run();
    }
  }

  /** Slots of the cache that no look has. */
  int freeSlots() {
    return room.free();
  }

  EngineTimes times() {
    return times;
  }

  @Override
  public void close() {
    manager.close();
    room.close();
  }
}
