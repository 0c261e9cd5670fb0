package io.framewise.model.generate;

import io.framewise.model.engine.Look;
import io.framewise.model.engine.Look.Ask;
import io.framewise.model.engine.PictureTiles;
import java.util.ArrayList;
import java.util.List;

/** Looks for tests, on the tiles of the tiny checkpoint. */
public final class Looks {

  static final int SIZE = 112;

  private Looks() {}

  /** Pixels that differ from place to place and from picture to picture. */
  public static PictureTiles picture(int number, int tiles) {
    float[] values = new float[tiles * 3 * SIZE * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((i * 7919L + number * 104_729L + i / SIZE * (long) number) % 256) / 127.5f - 1;
    }
    return new PictureTiles(tiles, values);
  }

  static Look video(int maxNewTokens, List<PictureTiles> frames, Ask... asks) {
    StringBuilder prompt = new StringBuilder();
    for (int i = 1; i <= frames.size(); i++) {
      prompt.append("Frame").append(i).append(": <image>\n");
    }
    return new Look(prompt.toString(), frames, List.of(asks), maxNewTokens);
  }

  /** Pictures of one tile. */
  public static List<PictureTiles> frames(int... numbers) {
    List<PictureTiles> frames = new ArrayList<>();
    for (int number : numbers) {
      frames.add(picture(number, 1));
    }
    return frames;
  }

  static Ask text(String question) {
    return new Ask("text", question, List.of());
  }

  static Ask yesNo(String question) {
    return new Ask("yes-no", question, List.of("yes", "no"));
  }
}
