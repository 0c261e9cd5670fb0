package io.framewise.model.checkpoint;

import java.util.List;
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

  /** The type that holds every number of the given ones; two halves hold different numbers. */
  static StoredType common(List<StoredType> types) {
    return types.stream().distinct().count() == 1 ? types.get(0) : F32;
  }

  static Optional<StoredType> named(String name) {
    return Stream.of(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
