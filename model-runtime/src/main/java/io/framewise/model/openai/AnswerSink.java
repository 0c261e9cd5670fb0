package io.framewise.model.openai;

import io.framewise.model.engine.DialogueEnd.Answered;
import io.framewise.model.engine.Piece;
import io.framewise.model.openai.request.ApiError;

/** Where an answer goes. Belongs to the event loop of its request. */
interface AnswerSink {

  /** A piece of an answer, as it comes. */
  void piece(int answer, Piece piece);

  /** All answers have ended. */
  void answered(Answered answered);

  /** There is no answer, or no more of it. */
  void failed(ApiError error);

  /** Nobody takes anything any more. */
  void gone();
}
