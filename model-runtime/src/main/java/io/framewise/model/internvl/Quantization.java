package io.framewise.model.internvl;

/**
 * How coarsely the weights of the language model's linear layers are kept. The vision tower and the
 * projector stay as they are: four bits there make nonsense of pictures.
 */
public enum Quantization {
  /** In the number type that the model computes in. */
  NONE,
  /** Eight bits a weight and one scale a row. */
  INT8,
  /** Four bits a weight and a scale and a zero for each 64 of a row; the head in eight bits. */
  INT4
}
