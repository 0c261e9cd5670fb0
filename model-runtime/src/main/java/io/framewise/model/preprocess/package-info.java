/**
 * From a decoded picture to the tiles that the vision tower takes, bit for bit as InternVL's own
 * Python code makes them with Pillow.
 *
 * <p>Start at {@link io.framewise.model.preprocess.Preprocessor}.
 */
package io.framewise.model.preprocess;
