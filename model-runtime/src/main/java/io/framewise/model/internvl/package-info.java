/**
 * InternVL as a program that libtorch runs: its text, its weights, its tokenizer and its prompt
 * format. No Python takes part.
 *
 * <p>Start at {@link io.framewise.model.internvl.InternVl}.
 */
package io.framewise.model.internvl;
