package io.framewise.model.generate;

/**
 * One picture as the vision tower takes it.
 *
 * @param tiles number of tiles, thumbnail included
 * @param values normalised pixels, [tiles, 3, size, size] row-major
 */
@SuppressWarnings(
    "ArrayRecordComponent") // a tensor: never compared, never changed after it is made
public record PictureTiles(int tiles, float[] values) {}
