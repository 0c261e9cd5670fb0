/**
 * From looks to answers: one batch through the model.
 *
 * <p>Start at {@link io.framewise.model.generate.InternVlEngine}.
 */
package io.framewise.model.generate;
