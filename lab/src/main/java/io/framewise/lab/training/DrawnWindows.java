package io.framewise.lab.training;

import io.framewise.model.engine.PictureTiles;
import io.framewise.model.preprocess.Preprocessor;
import io.framewise.model.tiny.UntrainedModel;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Windows with the tiles of their frames, each once although several windows may share it.
 *
 * @param windows the windows
 * @param numbers number of each frame's tile among {@code tiles}
 * @param tiles 8-bit pixels, [count, 112, 112, 3]
 */
@SuppressWarnings("ArrayRecordComponent") // pixels: never compared, never changed
record DrawnWindows(List<SceneWindow> windows, Map<BufferedImage, Integer> numbers, byte[] tiles) {

  static final int SIZE = UntrainedModel.TILE_SIZE;

  private static final int CHANNELS = 3;
  private static final int TILE = SIZE * SIZE * CHANNELS;
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  static DrawnWindows of(List<SceneWindow> windows) {
    Map<BufferedImage, Integer> numbers = new HashMap<>();
    for (SceneWindow window : windows) {
      window.frames().forEach(frame -> numbers.putIfAbsent(frame, numbers.size()));
    }
    Preprocessor preprocessor = new Preprocessor(SIZE);
    byte[] tiles = new byte[numbers.size() * TILE];
    numbers.forEach((frame, number) -> put(tiles, number, preprocessor.tiles(frame, 1)));
    return new DrawnWindows(windows, numbers, tiles);
  }

  int count() {
    return numbers.size();
  }

  /** Takes the normalisation back: each value stands for one of 256 levels. */
  private static void put(byte[] tiles, int number, PictureTiles picture) {
    int plane = SIZE * SIZE;
    for (int at = 0; at < plane; at++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        float value = picture.values()[channel * plane + at];
        long level = Math.round((value * DEVIATION[channel] + MEAN[channel]) * 255.0);
        tiles[number * TILE + at * CHANNELS + channel] = (byte) level;
      }
    }
  }
}
