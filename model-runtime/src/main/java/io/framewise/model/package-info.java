/**
 * Deployable 3: InternVL workers.
 *
 * <p>Start at {@link io.framewise.model.ModelRuntimeApp}.
 */
package io.framewise.model;
