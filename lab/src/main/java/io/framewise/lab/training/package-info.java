/**
 * What the demo's model is trained and judged on: windows over the drawn scenes with the truth
 * about them, in the very tokens and tiles that the product makes of them.
 *
 * <p>Start at {@link io.framewise.lab.training.TrainingSet}.
 */
package io.framewise.lab.training;
