/**
 * The settings of the model runtime.
 *
 * <p>Start at {@link io.framewise.model.settings.ModelSettings}.
 */
package io.framewise.model.settings;
