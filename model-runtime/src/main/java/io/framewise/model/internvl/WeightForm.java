package io.framewise.model.internvl;

import java.util.Optional;

/**
 * How one weight is kept. The program makes each form from a stored tensor, and tells by the names
 * of a linear layer's tensors which form it has before it.
 */
enum WeightForm {
  /** As it is stored, in the number type that the model computes in. */
  PLAIN("plain", "weight", 0),
  /** In the order in which oneDNN reads it. */
  PACKED("packed", "packed", 0),
  /**
   * The same with rows of zeros up to a multiple of what oneDNN packs at a time: with rows over, it
   * computes wrong numbers in single precision on some processors.
   */
  PADDED("padded", "padded rows", 0),
  /**
   * Eight bits, and the scale of each row, in the order in which oneDNN reads them. It multiplies
   * with eight bits of each row of input too, and with whole numbers.
   */
  INT8("int8", "packed_int8 scales zeros", 96),
  /** Eight bits, and the scale of each row; the input stays as it is. */
  INT8_WEIGHTS("int8 weights", "int8 scales", 16),
  /** Four bits in the order in which libtorch's operator reads them, and scales and zeros. */
  INT4("int4", "int4 scales_and_zeros", 96),
  /** What the eight bits stand for, in the number type that the model computes in. */
  INT8_WIDENED("int8 widened", "weight", 0),
  /** What the four bits stand for, in the number type that the model computes in. */
  INT4_WIDENED("int4 widened", "weight", 0);

  /** Weights that share a scale, in the program's text too. */
  static final int INT4_GROUP = 64;

  /** Numbers of a weight that are converted at a time: few enough to stay in cache. */
  static final int AT_ONCE = 1 << 19;

  /** Weights of eight bits that libtorch's operator reads at a time, at most. */
  static final int VECTOR = 64;

  /** Rows that oneDNN packs at a time. */
  static final int PACKED_ROWS = 64;

  private final String label;

  /** In the order in which the program returns them, separated by blanks. */
  private final String suffixes;

  private final int switchRows;

  WeightForm(String label, String suffixes, int switchRows) {
    this.label = label;
    this.suffixes = suffixes;
    this.switchRows = switchRows;
  }

  /** What the program and people call it. */
  String label() {
    return label;
  }

  String suffixes() {
    return suffixes;
  }

  /**
   * So many rows of input go another way than fewer do; 0: all go the same. libtorch's operators
   * for few rows are fast in bfloat16 only.
   */
  int switchRows(ComputeType type) {
    return type == ComputeType.BFLOAT16 || this == INT8 ? switchRows : 0;
  }

  /** Whether it is of fewer bits than the model computes in. */
  boolean quantized() {
    return this == INT8 || this == INT8_WEIGHTS || this == INT4;
  }

  /** What is taken where plain is faster; nothing where this is kept for its memory. */
  Optional<WeightForm> whereSlower() {
    return this == INT8_WEIGHTS || this == INT4 ? Optional.empty() : fallback();
  }

  /** What is taken where this form computes something else than it should. */
  Optional<WeightForm> fallback() {
    return switch (this) {
      case PACKED, PADDED -> Optional.of(PLAIN);
      case INT8 -> Optional.of(INT8_WEIGHTS);
      case INT8_WEIGHTS -> Optional.of(INT8_WIDENED);
      case INT4 -> Optional.of(INT4_WIDENED);
      case PLAIN, INT8_WIDENED, INT4_WIDENED -> Optional.empty();
    };
  }

  /** Whether oneDNN packs it. */
  boolean likePacked() {
    return this == PACKED || this == PADDED;
  }

  /**
   * What the tensors of this form are called.
   *
   * @param weight the weight's internal name
   * @param part which of them, in the order in which the program returns them
   */
  String name(String weight, int part) {
    return this == PLAIN ? weight : weight.replaceFirst("weight$", suffixes.split(" ")[part]);
  }
}
