/**
 * Deployable 3: InternVL workers.
 *
 * <p>Start at {@code ModelRuntimeApp}.
 */
package io.framewise.model;
