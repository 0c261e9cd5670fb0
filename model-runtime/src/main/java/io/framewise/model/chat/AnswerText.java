package io.framewise.model.chat;

import io.framewise.model.generate.GeneratedAnswer;
import io.framewise.model.generate.GeneratedToken;
import io.framewise.model.internvl.TextStream;

/** Tells a listener of the tokens of one answer, and of its text as soon as that is certain. */
final class AnswerText implements GeneratedAnswer.Progress {

  private final AnswerListener listener;
  private final int conversation;
  private final TextStream stream;

  AnswerText(AnswerListener listener, int conversation, TextStream stream) {
    this.listener = listener;
    this.conversation = conversation;
    this.stream = stream;
  }

  @Override
  public void token(GeneratedToken token) {
    listener.token(conversation, token);
    hand(stream.add(token.id()));
  }

  @Override
  public void ended() {
    hand(stream.end());
  }

  private void hand(String piece) {
    if (!piece.isEmpty()) {
      listener.text(conversation, piece);
    }
  }
}
