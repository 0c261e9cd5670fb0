/**
 * What a model writes, read as typed values: boxes and points in pixels.
 *
 * <p>Start at {@link io.framewise.contract.answer.Grounding}.
 */
package io.framewise.contract.answer;
