/**
 * Folders of pictures as sources.
 *
 * <p>Start at {@link io.framewise.connectors.folder.FolderSource}.
 */
package io.framewise.connectors.folder;
