/** Tests of preprocessing, against Pillow. */
package io.framewise.model.preprocess;
