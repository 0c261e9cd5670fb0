/**
 * The settings section {@code connectors}.
 *
 * <p>Start at {@link io.framewise.connectors.settings.ConnectorsSettings}.
 */
package io.framewise.connectors.settings;
