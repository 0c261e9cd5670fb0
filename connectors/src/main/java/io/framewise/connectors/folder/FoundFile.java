package io.framewise.connectors.folder;

import java.nio.file.Path;

/**
 * A file of a folder.
 *
 * @param path where it lies, of the very bytes that the folder gives
 * @param stamp which version of it was seen
 */
record FoundFile(Path path, FileStamp stamp) {}
