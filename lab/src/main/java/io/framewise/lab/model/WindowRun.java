package io.framewise.lab.model;

import io.framewise.model.engine.BatchResult;
import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.EngineTimes;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.Look.Ask;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.engine.PictureKey;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.generate.InternVlEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Windows of noise as frames, with one question. */
final class WindowRun {

  private static final String QUESTION = "What happens?";
  private static final double MILLIS = 1000;

  private final InternVlEngine engine;
  private final int frames;
  private final int newTokens;
  private int next;

  WindowRun(InternVlEngine engine, int frames, int newTokens) {
    this.engine = engine;
    this.frames = frames;
    this.newTokens = newTokens;
  }

  /**
   * Runs {@code batch} windows of the same frames side by side, which the model looks at anew.
   *
   * @throws io.framewise.contract.UserError when the model refuses them
   */
  WindowTimes run(int batch) {
    return answer(Collections.nCopies(batch, look(0, false)));
  }

  /**
   * Runs the next window of a row of them, each of which begins with frames of the one before.
   *
   * @param shared how many of its frames the window before had
   */
  WindowTimes runNext(int shared) {
    Look look = look(next, true);
    next += frames - shared;
    return answer(List.of(look));
  }

  private Look look(int first, boolean kept) {
    return look(first, kept, List.of(QUESTION));
  }

  /**
   * A window with several questions, whose answers are written.
   *
   * @param first number of its first frame
   * @param kept whether its pictures have names, under which they are kept
   */
  Look look(int first, boolean kept, List<String> questions) {
    StringBuilder prompt = new StringBuilder();
    List<PictureTiles> pictures = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      prompt.append("Frame").append(i + 1).append(": <image>\n");
      PictureTiles noise = noise(first + i);
      pictures.add(kept ? noise.under(key(first + i)) : noise);
    }
    List<Ask> asks = questions.stream().map(text -> new Ask(text, text, List.of())).toList();
    return new Look(prompt.toString(), pictures, asks, newTokens);
  }

  private PictureKey key(int frame) {
    return new PictureKey("frame-" + frame, engine.tileSize(), engine.tileSize(), 1);
  }

  private PictureTiles noise(int frame) {
    Random random = new Random(frame);
    float[] values = new float[3 * engine.tileSize() * engine.tileSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return new PictureTiles(1, values);
  }

  private WindowTimes answer(List<Look> looks) {
    EngineTimes before = engine.times();
    BatchResult result = result(looks);
    EngineTimes times = engine.times().since(before);
    LookResult first = result.looks().get(0);
    double firstToken = (result.visionMs() + result.prefillMs()) / MILLIS;
    double steps = Math.max(1.0, (double) times.decodeTokens() / looks.size());
    return new WindowTimes(
        result.visionMs() / MILLIS,
        firstToken,
        firstToken + result.decodeMs() / MILLIS,
        result.decodeMs() / steps,
        first.promptTokens(),
        first.cachedPictures());
  }

  private BatchResult result(List<Look> looks) {
    try {
      return engine.answer(looks);
    } catch (LookRefusedException e) {
      throw e.forPeople("give fewer --frames");
    }
  }
}
