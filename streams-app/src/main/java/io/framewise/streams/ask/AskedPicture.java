package io.framewise.streams.ask;

import io.framewise.platform.image.ImageProbe;
import java.nio.ByteBuffer;

/**
 * A picture that came with a question.
 *
 * @param probe what its header says
 * @param bytes the encoded picture
 */
public record AskedPicture(ImageProbe probe, ByteBuffer bytes) {}
