package io.framewise.model.openai.media;

import io.framewise.model.engine.PictureKey;

/**
 * A picture of a request, known by its header and not yet decoded.
 *
 * @param bytes the encoded picture
 * @param key what the engine may have of it already
 * @param tiles that it will be cut into, thumbnail included
 * @param at where in the request it stands, for errors
 */
@SuppressWarnings("ArrayRecordComponent") // a file's content: never compared, never changed
record SentPicture(byte[] bytes, PictureKey key, int tiles, String at) {}
