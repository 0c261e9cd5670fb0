/**
 * How often the answers about the sample sources are right: the events' typed answers held against
 * the truth of the very frames that each event names.
 *
 * <p>Start at {@link io.framewise.standalone.accuracy.Judge}.
 */
package io.framewise.standalone.accuracy;
