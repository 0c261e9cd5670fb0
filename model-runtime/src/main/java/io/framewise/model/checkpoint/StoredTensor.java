package io.framewise.model.checkpoint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One tensor of a checkpoint, not yet read: its bytes are a window on the mapped file.
 *
 * @param type how each number is stored
 * @param shape lengths of its dimensions
 * @param data read-only direct buffer over exactly its bytes, row-major and little-endian
 */
public record StoredTensor(StoredType type, List<Long> shape, ByteBuffer data) {

  /** Copies the shape. */
  public StoredTensor {
    shape = List.copyOf(shape);
  }

  /**
   * Rows {@code from} to {@code to} of the first dimension, over the same bytes.
   *
   * @throws IndexOutOfBoundsException when there are no such rows
   */
  StoredTensor rows(int from, int to) {
    long rows = shape.get(0);
    int rowBytes = Math.toIntExact(data.limit() / rows);
    List<Long> part = new ArrayList<>(shape);
    part.set(0, (long) (to - from));
    return new StoredTensor(type, part, data.slice(from * rowBytes, (to - from) * rowBytes));
  }
}
