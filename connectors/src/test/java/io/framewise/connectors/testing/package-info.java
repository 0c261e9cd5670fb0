/**
 * Fixtures of the connectors' tests.
 *
 * <p>Start at {@link io.framewise.connectors.testing.RecordingSink}.
 */
package io.framewise.connectors.testing;
