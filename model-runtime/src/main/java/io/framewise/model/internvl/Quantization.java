package io.framewise.model.internvl;

/**
 * How coarsely linear layers are kept and computed. The one that looks at pixels stays as it is.
 */
public enum Quantization {
  /** In the number type that the model computes in. */
  NONE,
  /**
   * Eight bits a weight and one scale a row, of the vision tower, the projector and the language
   * model; what they are multiplied with gets eight bits too.
   */
  INT8,
  /**
   * Four bits a weight and a scale and a zero for each 64 of a row, of the language model only:
   * four bits in the vision tower make nonsense of pictures. The head is in eight bits.
   */
  INT4
}
