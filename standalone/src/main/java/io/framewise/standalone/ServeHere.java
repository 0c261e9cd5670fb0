package io.framewise.standalone;

import io.framewise.connectors.video.VideoFrames;
import io.framewise.model.openai.ServeCommand;
import picocli.CommandLine.Command;

/** {@code framewise serve}, with the connectors' decoder for videos. */
@Command(name = "serve")
final class ServeHere extends ServeCommand {

  ServeHere() {
    super(VideoFrames::read);
  }
}
