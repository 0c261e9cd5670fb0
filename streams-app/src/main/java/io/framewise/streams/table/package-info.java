/**
 * Global tables: of two topics each instance holds the newest record of every key, the question
 * sets and the statuses of the sources.
 *
 * <p>Start at {@link io.framewise.streams.table.KeepNewest}.
 */
package io.framewise.streams.table;
