package io.framewise.standalone;

import io.framewise.connectors.video.VideoFrames;
import io.framewise.model.ask.ChatCommand;
import picocli.CommandLine.Command;

/** {@code framewise chat}, with the connectors' decoder for videos. */
@Command(name = "chat")
final class ChatHere extends ChatCommand {

  ChatHere() {
    super(VideoFrames::read);
  }
}
