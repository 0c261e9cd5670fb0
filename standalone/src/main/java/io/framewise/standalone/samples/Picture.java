package io.framewise.standalone.samples;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

/**
 * A drawn picture with the truth about it.
 *
 * @param image its pixels, of type {@link BufferedImage#TYPE_INT_RGB}
 * @param things what can be seen in it
 * @param answers true answers by question id
 */
public record Picture(BufferedImage image, List<Thing> things, Map<String, String> answers) {}
