/**
 * Alerts: answers of windows in the order of their ends, held against the rules of their questions.
 *
 * <p>{@link io.framewise.streams.alert.AlertLogic} decides and knows nothing of Kafka; start at
 * {@link io.framewise.streams.alert.TrackAlerts}.
 */
package io.framewise.streams.alert;
