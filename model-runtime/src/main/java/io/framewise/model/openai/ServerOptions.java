package io.framewise.model.openai;

import io.framewise.model.openai.media.MediaOptions;
import java.util.Set;

/**
 * How the server behaves.
 *
 * @param host address to listen on
 * @param port to listen on; 0 for a free one
 * @param keys of which a client must show one
 * @param origins web pages that may ask, such as {@code http://localhost:3000}
 * @param mostRequests that are under way at once; one more is turned away
 * @param mediaHosts where media may be fetched that requests name, as {@code host} or {@code
 *     host:port}
 * @param media what is done with pictures and videos
 */
public record ServerOptions(
    String host,
    int port,
    ApiKeys keys,
    Set<String> origins,
    int mostRequests,
    Set<String> mediaHosts,
    MediaOptions media) {}
