package io.framewise.model.generate;

import io.framewise.model.engine.EngineSettings;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.Look.Ask;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.internvl.ComputeType;
import io.framewise.model.internvl.Quantization;
import io.framewise.model.tiny.TinyCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers looks of every kind, in a process of its own, and prints the private memory of the
 * process now and then, in bytes. Its heap must be resident from the start, so that whatever comes
 * on top is native.
 */
final class MemoryProbe {

  private static final int BATCH = 50;
  private static final int PICTURE_EVERY = 25;

  /** So many looks, and a multiple of it before each measurement: all see the same mixture. */
  private static final int REST_EVERY = 250;

  private final InternVlEngine engine;
  private final PictureTiles picture = Looks.picture(1, 1);
  private int number;

  private MemoryProbe(InternVlEngine engine) {
    this.engine = engine;
  }

  /** Directory for the checkpoint, then the looks before each measurement. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    TinyCheckpoint.write(directory, 1);
    try (InternVlEngine engine = InternVlEngine.open(directory, settings())) {
      MemoryProbe probe = new MemoryProbe(engine);
      for (int i = 1; i < arguments.length; i++) {
        probe.answer(Integer.parseInt(arguments[i]));
        System.out.println(privateBytes());
      }
    }
  }

  /** No system turn: the shortest prompts. */
  private static EngineSettings settings() {
    return new EngineSettings("", ComputeType.FLOAT32, Quantization.NONE, "cpu", 1, 0, 1, 0, 0);
  }

  private void answer(int looks) {
    for (int answered = 0; answered < looks; answered += BATCH) {
      List<Look> batch = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        batch.add(look(number++));
      }
      engine.answer(batch);
      if (number % REST_EVERY == 0) {
        refuse(batch);
      }
    }
  }

  /** Every look scores two answers or generates two tokens; some see a picture. */
  private Look look(int number) {
    Ask ask = number % 2 == 0 ? Looks.yesNo("A?") : Looks.text("B" + number % 10 + "?");
    return number % PICTURE_EVERY == 0
        ? Looks.video(2, List.of(picture), ask)
        : new Look("", List.of(), List.of(ask), 2);
  }

  private void refuse(List<Look> batch) {
    List<Look> refused = new ArrayList<>(batch);
    refused.add(new Look("<image>", List.of(), List.of(Looks.yesNo("C?")), 1));
    try {
      engine.answer(refused);
      throw new IllegalStateException("a look without its picture was answered");
    } catch (LookRefusedException e) {
      if (e.index() != batch.size()) {
        throw e;
      }
    }
  }

  private static long privateBytes() throws IOException {
    System.gc();
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("RssAnon:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IllegalStateException("/proc/self/status has no RssAnon");
  }
}
