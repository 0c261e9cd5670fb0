/**
 * Sample sources drawn by this program: a minute of street video and a dozen inspection pictures.
 * The same bytes at every run, no text in them, nothing taken from elsewhere.
 *
 * <p>Start at {@link io.framewise.standalone.samples.Samples}.
 */
package io.framewise.standalone.samples;
