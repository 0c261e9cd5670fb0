package io.framewise.standalone;

import io.framewise.connectors.video.VideoFrames;
import io.framewise.model.ask.AskCommand;
import picocli.CommandLine.Command;

/** {@code framewise ask}, with the connectors' decoder for videos. */
@Command(name = "ask")
final class AskHere extends AskCommand {

  AskHere() {
    super(VideoFrames::read);
  }
}
