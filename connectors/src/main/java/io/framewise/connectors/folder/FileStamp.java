package io.framewise.connectors.folder;

import java.time.Instant;

/**
 * One version of a file; a file that changes becomes another picture.
 *
 * @param size size in bytes
 * @param modified time of modification
 * @param regular whether it is a regular file and no symbolic link
 */
record FileStamp(long size, Instant modified, boolean regular) {}
