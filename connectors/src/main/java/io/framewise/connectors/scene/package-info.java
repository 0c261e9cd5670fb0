/**
 * What can be seen of a source without asking a model: whether anything has changed since its last
 * frame, and whether its camera sees at all. Pure functions of small pictures and event time.
 *
 * <p>Start at {@link io.framewise.connectors.scene.ChangeGate} and {@link
 * io.framewise.connectors.scene.CameraCheck}.
 */
package io.framewise.connectors.scene;
