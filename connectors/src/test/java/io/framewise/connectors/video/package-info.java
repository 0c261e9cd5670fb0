/** Tests of video files, with real clips that are rendered on the spot. */
package io.framewise.connectors.video;
