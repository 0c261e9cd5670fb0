package io.framewise.connectors.push;

import java.nio.ByteBuffer;

/**
 * One picture of a request.
 *
 * @param name what its sender calls it, for people; may be empty
 * @param bytes the picture as it came, a whole array
 */
record PushedPicture(String name, ByteBuffer bytes) {}
