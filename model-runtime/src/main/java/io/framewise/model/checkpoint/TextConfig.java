package io.framewise.model.checkpoint;

/**
 * Dimensions of the language model.
 *
 * @param hidden width
 * @param layers number of layers
 * @param heads query heads
 * @param keyValueHeads key and value heads
 * @param headDim width of a head
 * @param intermediate width inside a layer's perceptron
 * @param vocabulary rows of the embedding
 * @param epsilon of the norms
 * @param ropeTheta base of the rotary positions
 * @param maxPositions longest prompt plus answer in tokens
 */
public record TextConfig(
    int hidden,
    int layers,
    int heads,
    int keyValueHeads,
    int headDim,
    int intermediate,
    int vocabulary,
    double epsilon,
    double ropeTheta,
    int maxPositions) {}
