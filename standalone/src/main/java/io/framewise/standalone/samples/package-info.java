/**
 * Sample sources drawn by this program: a minute in a yard, steel plates, screens, each with the
 * truth about it. The same bytes at every run, nothing taken from elsewhere. Other seeds draw other
 * scenes: the demo's model is trained and judged on those.
 *
 * <p>Start at {@link io.framewise.standalone.samples.Samples}.
 */
package io.framewise.standalone.samples;
