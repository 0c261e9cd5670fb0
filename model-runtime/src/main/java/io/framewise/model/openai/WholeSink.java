package io.framewise.model.openai;

import io.framewise.model.engine.DialogueEnd.Answered;
import io.framewise.model.engine.Piece;
import io.framewise.model.openai.answer.Completion;
import io.framewise.model.openai.request.ApiError;

/** Sends answers when they are all there. */
final class WholeSink implements AnswerSink {

  private final HttpCall call;
  private final Completion completion;

  WholeSink(HttpCall call, Completion completion) {
    this.call = call;
    this.completion = completion;
  }

  @Override
  public void piece(int answer, Piece piece) {
    // The whole text comes at the end.
    completion.add(answer, piece.tokens());
  }

  @Override
  public void answered(Answered answered) {
    call.answer(200, HttpCall.JSON, completion.json(answered));
  }

  @Override
  public void failed(ApiError error) {
    call.refuse(error);
  }

  @Override
  public void gone() {
    // Nothing is held.
  }
}
