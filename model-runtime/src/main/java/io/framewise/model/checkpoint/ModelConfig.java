package io.framewise.model.checkpoint;

/**
 * What config.json says, as far as inference needs it. The pixel unshuffle joins two by two
 * patches.
 *
 * @param vision the vision tower
 * @param text the language model
 */
public record ModelConfig(VisionConfig vision, TextConfig text) {

  /** Tokens that stand for one tile. */
  public int tokensPerTile() {
    int side = vision.grid() / 2;
    return side * side;
  }

  /** Width of a visual row before the projector: four patches side by side. */
  public int unshuffled() {
    return 4 * vision.hidden();
  }
}
