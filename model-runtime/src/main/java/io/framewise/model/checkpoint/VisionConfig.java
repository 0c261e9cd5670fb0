package io.framewise.model.checkpoint;

/**
 * Dimensions of the vision tower.
 *
 * @param imageSize side of a tile in pixels
 * @param patchSize side of a patch in pixels
 * @param hidden width
 * @param layers number of blocks that are stored
 * @param usedLayers number of blocks, from the first, after which the picture leaves the tower
 * @param heads attention heads
 * @param intermediate width inside a block's perceptron
 * @param rmsNorm RMSNorm where true, LayerNorm with bias where false
 * @param epsilon of the norms
 */
public record VisionConfig(
    int imageSize,
    int patchSize,
    int hidden,
    int layers,
    int usedLayers,
    int heads,
    int intermediate,
    boolean rmsNorm,
    double epsilon) {

  /** Patches along one side of a tile. */
  public int grid() {
    return imageSize / patchSize;
  }
}
