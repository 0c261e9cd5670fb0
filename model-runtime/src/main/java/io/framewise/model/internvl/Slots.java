package io.framewise.model.internvl;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * What the language model must know of the slots that it fills: those of one text after those of
 * the other.
 *
 * <p>Beyond the length that a checkpoint was trained on, the base of its rotary positions grows
 * with the length of the text. As in Transformers a key keeps the rotation that it got when it was
 * read: while an answer grows, new keys have a larger base than the cached ones before them.
 *
 * @param positions of the new slots, [tokens]
 * @param bases of their rotary positions, [tokens]
 * @param spans of all slots of each text, [slots, 2]: branch and leaf of each, see
 *     language.torchscript
 * @param rows five numbers a text, see language.torchscript
 */
public record Slots(NDArray positions, NDArray bases, NDArray spans, List<Long> rows) {}
