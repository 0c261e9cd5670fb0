package io.framewise.model.checkpoint;

/**
 * Rotary positions of the language model, with dynamic scaling of their base (NTK) beyond the
 * length it was trained on.
 *
 * @param theta base of the positions
 * @param maxPositions length in tokens up to which nothing is scaled
 * @param factor of the dynamic scaling; 1 where the checkpoint has none
 */
public record RotaryConfig(double theta, int maxPositions, double factor) {

  /** The longest prompt plus answer: beyond it the checkpoint's own scaling ends too. */
  public int longest() {
    return (int) Math.min(Integer.MAX_VALUE, Math.round(factor * maxPositions));
  }

  /**
   * The base for a text of so many tokens. The formula is that of Transformers ({@code
   * modeling_rope_utils}, "dynamic"): {@code theta * (factor * length / max - (factor - 1)) ^ (d /
   * (d - 2))}.
   *
   * @param headDim width of a head, d
   */
  public double base(long length, int headDim) {
    if (length <= maxPositions) {
      return theta;
    }
    double stretch = factor * length / maxPositions - (factor - 1);
    return theta * Math.pow(stretch, headDim / (headDim - 2.0));
  }
}
