package io.framewise.model.openai;

import io.framewise.model.engine.DialogueEnd.Answered;
import io.framewise.model.engine.Piece;
import io.framewise.model.openai.answer.Chunks;
import io.framewise.model.openai.request.ApiError;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * Sends answers piece by piece. Until the first piece an error is a response of its own, unless
 * that takes so long that a sign of life had to be sent. Who does not take what is sent is cut off.
 */
final class StreamSink implements AnswerSink {

  private final Vertx vertx;
  private final HttpCall call;
  private final Chunks chunks;
  private final int answers;
  private final boolean bareTokens;
  private final long pinging;
  private boolean open;
  private boolean begun;
  private boolean ended;
  private boolean stuck;

  /**
   * For one request.
   *
   * @param answers how many come
   * @param bareTokens whether tokens are told that add no text yet
   * @param pingMs how long silence may last
   */
  StreamSink(
      Vertx vertx, HttpCall call, Chunks chunks, int answers, boolean bareTokens, long pingMs) {
    this.vertx = vertx;
    this.call = call;
    this.chunks = chunks;
    this.answers = answers;
    this.bareTokens = bareTokens;
    pinging = vertx.setPeriodic(pingMs, id -> ping());
  }

  private void open() {
    if (!open) {
      open = true;
      call.response()
          .setChunked(true)
          .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8")
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
          .putHeader("X-Accel-Buffering", "no");
    }
  }

  private void ping() {
    HttpServerResponse response = call.response();
    if (response.closed() || ended) {
      return;
    }
    boolean full = response.writeQueueFull();
    if (full && stuck) {
      call.request().connection().close();
    } else if (!full) {
      open();
      write(Chunks.PING);
    }
    stuck = full;
  }

  private void write(String events) {
    if (!ended && !call.response().closed()) {
      call.response().write(events);
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      open();
      write(chunks.beginning(answers));
    }
  }

  @Override
  public void piece(int answer, Piece piece) {
    if (!piece.text().isEmpty() || bareTokens) {
      begin();
      write(chunks.piece(answer, piece));
    }
  }

  @Override
  public void answered(Answered answered) {
    begin();
    finish(chunks.end(answered));
  }

  @Override
  public void failed(ApiError error) {
    if (open) {
      finish(Chunks.error(error));
    } else {
      gone();
      call.refuse(error);
    }
  }

  private void finish(String events) {
    write(events);
    gone();
    if (!call.response().closed()) {
      call.response().end();
    }
  }

  @Override
  public void gone() {
    ended = true;
    vertx.cancelTimer(pinging);
  }
}
