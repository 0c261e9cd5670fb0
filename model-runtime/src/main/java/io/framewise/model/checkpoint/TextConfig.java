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
 * @param rotary positions
 * @param queryKeyNorm whether each head's queries and keys are normed
 * @param ownHead whether a head must be stored; otherwise one that is not there is the embedding
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
    RotaryConfig rotary,
    boolean queryKeyNorm,
    boolean ownHead) {}
