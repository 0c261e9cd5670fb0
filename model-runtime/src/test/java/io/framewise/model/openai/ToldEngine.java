package io.framewise.model.openai;

import io.framewise.contract.avro.ModelInfo;
import io.framewise.contract.avro.Priority;
import io.framewise.model.engine.Dialogue;
import io.framewise.model.engine.DialogueEnd;
import io.framewise.model.engine.DialogueWatch;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.EngineTimes;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.LookEnd;
import io.framewise.model.engine.LookWatch;
import io.framewise.model.engine.Piece;
import io.framewise.platform.fit.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** An engine that does to all its dialogues what a test tells it, and nothing by itself. */
final class ToldEngine implements Engine {

  private final LinkedBlockingQueue<Consumer<DialogueWatch>> orders = new LinkedBlockingQueue<>();
  private final List<DialogueWatch> running = new ArrayList<>();
  private final AtomicInteger taken = new AtomicInteger();

  ServedModel served() {
    List<byte[]> bytes =
        IntStream.range(0, 256).mapToObj(value -> new byte[] {(byte) value}).toList();
    return new ServedModel(this, new Vocabulary(bytes, 256, ToldEngine::encode));
  }

  private static long[] encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return IntStream.range(0, bytes.length).mapToLong(i -> bytes[i] & 0xFF).toArray();
  }

  /** Dialogues that it was given so far. */
  int taken() {
    return taken.get();
  }

  void say(String text) {
    orders.add(watch -> watch.piece(0, new Piece(text, List.of())));
  }

  void end(DialogueEnd end) {
    orders.add(watch -> watch.ended(end));
  }

  void answer(String text) {
    end(
        new DialogueEnd.Answered(
            List.of(new DialogueEnd.Answer(text, false, 1, OptionalDouble.empty())),
            new DialogueEnd.Use(1, 0, 0, 1),
            null));
  }

  @Override
  public ModelInfo model() {
    return new ModelInfo("told", "digest", List.of());
  }

  @Override
  public int tileSize() {
    return 112;
  }

  @Override
  public int tokensPerTile() {
    return 16;
  }

  @Override
  public int contextLength() {
    return 4096;
  }

  @Override
  public void submit(Look look, Priority lane, LookWatch watch) {
    look.close();
    watch.ended(new LookEnd.Unwanted());
  }

  @Override
  public void converse(Dialogue dialogue, Priority lane, DialogueWatch watch) {
    running.add(watch);
    taken.incrementAndGet();
  }

  @Override
  public boolean step() {
    running.removeIf(
        watch -> {
          if (watch.wanted()) {
            return false;
          }
          watch.ended(new DialogueEnd.Unwanted());
          return true;
        });
    try {
      Consumer<DialogueWatch> order =
          running.isEmpty() ? null : orders.poll(5, TimeUnit.MILLISECONDS);
      if (order != null) {
        List<DialogueWatch> told = List.copyOf(running);
        AtomicBoolean over = new AtomicBoolean();
        told.forEach(watch -> order.accept(new Ending(watch, over)));
        if (over.get()) {
          running.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !running.isEmpty();
  }

  /** Notices that a dialogue has ended. */
  private record Ending(DialogueWatch watch, AtomicBoolean over) implements DialogueWatch {

    @Override
    public void piece(int answer, Piece piece) {
      watch.piece(answer, piece);
    }

    @Override
    public void ended(DialogueEnd end) {
      over.set(true);
      watch.ended(end);
    }
  }

  @Override
  public EngineTimes times() {
    return EngineTimes.NONE;
  }

  @Override
  public void close() {}
}
