/**
 * Answers that always fit: which tokens may come next so that a text is one that was asked for,
 * such as JSON of a schema. Texts of a kind are a grammar of bytes; with a model's vocabulary it
 * tells the tokens that each place allows. No tensors, no model.
 *
 * <p>Start at {@link io.framewise.platform.fit.Fitting}.
 */
package io.framewise.platform.fit;
