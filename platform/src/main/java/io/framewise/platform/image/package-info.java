/**
 * Still pictures from outside: probed by their header before anything is decoded, and decoded
 * within stated limits.
 *
 * <p>Start at {@link io.framewise.platform.image.ImageProbe}.
 */
package io.framewise.platform.image;
