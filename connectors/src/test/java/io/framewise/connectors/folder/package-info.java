/** Tests of folders of pictures, with real files. */
package io.framewise.connectors.folder;
