package io.framewise.model.engine;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * One picture as the vision tower takes it.
 *
 * @param tiles number of tiles, thumbnail included
 * @param values normalised pixels, [tiles, 3, size, size] row-major
 * @param key what it is kept under once it has been looked at; none for what is not kept
 */
@SuppressWarnings(
    "ArrayRecordComponent") // a tensor: never compared, never changed after it is made
public record PictureTiles(int tiles, float[] values, Optional<PictureKey> key) implements Picture {

  /** A picture that is not kept. */
  public PictureTiles(int tiles, float[] values) {
    this(tiles, values, Optional.empty());
  }

  /** The same, to be kept under a key. */
  public PictureTiles under(PictureKey itsKey) {
    return new PictureTiles(tiles, values, Optional.of(itsKey));
  }

  /** Several pictures that one placeholder stands for. */
  public static PictureTiles joined(List<PictureTiles> pictures) {
    int tiles = pictures.stream().mapToInt(PictureTiles::tiles).sum();
    int length = pictures.stream().mapToInt(picture -> picture.values().length).sum();
    FloatBuffer values = FloatBuffer.allocate(length);
    pictures.forEach(picture -> values.put(picture.values()));
    return new PictureTiles(tiles, values.array());
  }
}
