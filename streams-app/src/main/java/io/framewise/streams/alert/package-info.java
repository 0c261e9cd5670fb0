/**
 * Alerts: compares the answers of windows, in the order of their ends, with the alert rules of
 * their questions.
 *
 * <p>{@link io.framewise.streams.alert.AlertLogic} decides and knows nothing of Kafka; start at
 * {@link io.framewise.streams.alert.TrackAlerts}.
 */
package io.framewise.streams.alert;
