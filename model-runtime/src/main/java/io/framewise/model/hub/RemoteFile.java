package io.framewise.model.hub;

/**
 * A file on the hub.
 *
 * @param name at the root of the repository
 * @param checksum of its content; also names it in the cache
 * @param size in bytes
 */
record RemoteFile(String name, Checksum checksum, long size) {}
