/**
 * Cameras: streams that are connected to for ever, whatever they do.
 *
 * <p>Start at {@link io.framewise.connectors.camera.CameraSource}.
 */
package io.framewise.connectors.camera;
