package io.framewise.connectors.scene;

import java.time.Instant;

/**
 * A condition that holds.
 *
 * @param condition what is wrong
 * @param since event time of the first picture that showed it
 */
public record SceneCondition(Condition condition, Instant since) {}
