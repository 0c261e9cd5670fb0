package io.framewise.lab.model;

import io.framewise.model.engine.BatchResult;
import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.Look.Ask;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.generate.InternVlEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** One window of noise as frames, with one question, as often as wished at once. */
final class WindowRun {

  private static final String QUESTION = "What happens?";
  private static final double MILLIS = 1000;

  private final InternVlEngine engine;
  private final Look look;

  WindowRun(InternVlEngine engine, int frames, int newTokens) {
    this.engine = engine;
    StringBuilder prompt = new StringBuilder();
    List<PictureTiles> pictures = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 1; i <= frames; i++) {
      prompt.append("Frame").append(i).append(": <image>\n");
      float[] values = new float[3 * engine.tileSize() * engine.tileSize()];
      for (int k = 0; k < values.length; k++) {
        values[k] = random.nextFloat() * 2 - 1;
      }
      pictures.add(new PictureTiles(1, values));
    }
    Ask ask = new Ask("bench", QUESTION, List.of());
    look = new Look(prompt.toString(), pictures, List.of(ask), newTokens);
  }

  /**
   * Runs {@code batch} windows side by side.
   *
   * @throws io.framewise.contract.UserError when the model refuses them
   */
  WindowTimes run(int batch) {
    BatchResult result = answer(batch);
    LookResult first = result.looks().get(0);
    double firstToken = (result.visionMs() + result.prefillMs()) / MILLIS;
    int steps = Math.max(1, first.answers().get(0).generatedTokens() - 1);
    return new WindowTimes(
        result.visionMs() / MILLIS,
        firstToken,
        firstToken + result.decodeMs() / MILLIS,
        (double) result.decodeMs() / steps,
        first.promptTokens());
  }

  private BatchResult answer(int batch) {
    try {
      return engine.answer(Collections.nCopies(batch, look));
    } catch (LookRefusedException e) {
      throw e.forPeople("give fewer --frames");
    }
  }
}
