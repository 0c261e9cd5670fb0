/**
 * The commands that list, add and remove sources while everything runs.
 *
 * <p>Start at {@link io.framewise.connectors.manage.AddSource}.
 */
package io.framewise.connectors.manage;
