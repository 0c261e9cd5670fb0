package io.framewise.model.internvl;

/**
 * How one weight is kept. The program has a method of this name that makes the form from a stored
 * tensor, and tells by the names of a linear layer's tensors which form it has before it.
 */
enum WeightForm {
  /** As it is stored, in the number type that the model computes in. */
  PLAIN("plain", "weight"),
  /** In the order in which oneDNN reads it, where oneDNN can; else as it is stored. */
  PACKED("packed", "packed"),
  /** Eight bits, and the scale of each row. */
  INT8("int8", "int8 scales"),
  /** Four bits in the order in which libtorch's operator reads them, and scales and zeros. */
  INT4("int4", "int4 scales_and_zeros");

  /** Weights that share a scale, in the program's text too. */
  static final int INT4_GROUP = 64;

  private final String method;

  /** In the order in which the program returns them, separated by blanks. */
  private final String suffixes;

  WeightForm(String method, String suffixes) {
    this.method = method;
    this.suffixes = suffixes;
  }

  String method() {
    return method;
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
