/**
 * From looks to answers: one batch of requests through the model.
 *
 * <p>Start at {@link io.framewise.model.generate.Engine}.
 */
package io.framewise.model.generate;
