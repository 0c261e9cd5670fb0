/**
 * Cameras that speak HTTP: a stream of JPEGs, a picture a request, or HLS. All that is fetched is
 * fetched here, each address is checked before it is connected to, and FFmpeg is given bytes only.
 *
 * <p>Start at {@link io.framewise.connectors.web.WebVideo}.
 */
package io.framewise.connectors.web;
