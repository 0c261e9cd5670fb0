package io.framewise.model.ask;

import io.framewise.model.engine.PictureTiles;

/**
 * A picture that the model is shown.
 *
 * @param tiles its pixels as the model takes them
 * @param width of the source in pixels
 * @param height of the source in pixels
 */
record Shown(PictureTiles tiles, int width, int height) {}
