package io.framewise.model.internvl;

import io.framewise.model.checkpoint.StoredType;

/** The number type that the model computes in. */
public enum ComputeType {
  /** Single precision. */
  FLOAT32(6),
  /** Half the memory, faster where the processor supports it, coarser numbers. */
  BFLOAT16(15),
  /** Half the memory, finer than bfloat16 and of smaller range; for GPUs, slow on most CPUs. */
  FLOAT16(5);

  /** Number of the type in libtorch. */
  private final int torchNumber;

  ComputeType(int torchNumber) {
    this.torchNumber = torchNumber;
  }

  int torchNumber() {
    return torchNumber;
  }

  static int torchNumber(StoredType type) {
    return switch (type) {
      case F16 -> 5;
      case F32 -> 6;
      case BF16 -> 15;
    };
  }
}
