package io.framewise.model.openai.media;

import io.framewise.model.ask.VideoReader;
import java.util.Optional;

/**
 * What the server does with pictures and videos.
 *
 * @param maxTiles most tiles that a picture is cut into, without the thumbnail
 * @param frames that are taken from a video where the request does not say
 * @param videos decodes videos; empty where they are refused
 */
public record MediaOptions(int maxTiles, int frames, Optional<VideoReader> videos) {}
