package io.framewise.model.openai;

import io.framewise.model.engine.ContextExceededException;
import io.framewise.model.engine.DialogueEnd;
import io.framewise.model.engine.DialogueEnd.Answered;
import io.framewise.model.engine.DialogueEnd.Failed;
import io.framewise.model.engine.DialogueWatch;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.engine.Piece;
import io.framewise.model.loop.Fatal;
import io.framewise.model.openai.media.Shown;
import io.framewise.model.openai.request.ApiError;
import io.framewise.platform.observe.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A conversation that is being answered: hears of it on the engine's thread and tells its client.
 * It is not wanted any more when the client has gone.
 */
final class ChatCall implements DialogueWatch {

  private static final Logger LOG = LoggerFactory.getLogger(ChatCall.class);

  private final Visit visit;
  private final Shown.Room room;

  ChatCall(Visit visit, Shown.Room room) {
    this.visit = visit;
    this.room = room;
  }

  @Override
  public boolean wanted() {
    return visit.wanted();
  }

  @Override
  public void seen() {
    room.close();
  }

  @Override
  public void piece(int answer, Piece piece) {
    visit.tell(sink -> sink.piece(answer, piece));
  }

  @Override
  public void ended(DialogueEnd end) {
    room.close();
    if (end instanceof Answered answered) {
      visit.leave();
      visit.tell(sink -> sink.answered(answered));
    } else if (end instanceof Failed failed) {
      visit.refuse(error(failed.cause()));
      Fatal.rethrow(failed.cause());
    } else {
      visit.refuse(stops());
    }
  }

  /** What a client is told that still waits when the server ends. */
  static ApiError stops() {
    return ApiError.unavailable("the server stops", 5);
  }

  private ApiError error(Throwable cause) {
    if (cause instanceof ContextExceededException) {
      return ApiError.contextExceeded(cause.getMessage());
    }
    if (cause instanceof LookRefusedException) {
      return ApiError.invalid(400, "refused_by_model", cause.getMessage());
    }
    LOG.atWarn()
        .addKeyValue(LogKeys.REQUEST_ID, visit.call().id())
        .setCause(cause)
        .log("the model failed on a request");
    return ApiError.failed(
        cause instanceof OutOfMemoryError
            ? "the model ran out of memory on this request"
            : "the model failed on this request");
  }
}
