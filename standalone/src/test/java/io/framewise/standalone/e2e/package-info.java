/**
 * The whole product on real parts: a broker, a registry, the three deployables and a real, tiny
 * model.
 *
 * <p>Start at {@link io.framewise.standalone.e2e.WholeWayScenarios}.
 */
package io.framewise.standalone.e2e;
