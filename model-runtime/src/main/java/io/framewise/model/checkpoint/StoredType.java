package io.framewise.model.checkpoint;

import java.util.Optional;
import java.util.stream.Stream;

/** How a weight is stored on disk. */
public enum StoredType {
  /** IEEE single precision. */
  F32(4),
  /** IEEE half precision. */
  F16(2),
  /** The upper half of a single precision number. */
  BF16(2);

  private final int bytes;

  StoredType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes a number. */
  public int bytes() {
    return bytes;
  }

  static Optional<StoredType> named(String name) {
    return Stream.of(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
