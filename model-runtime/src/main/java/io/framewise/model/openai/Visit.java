package io.framewise.model.openai;

import io.framewise.model.openai.request.ApiError;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A request from when its place is taken until the place is free again. Safe for use by several
 * threads.
 */
final class Visit {

  private final HttpCall call;
  private final Context context;
  private final Consumer<Visit> left;
  private final List<Runnable> onLeave = new ArrayList<>();
  private Optional<AnswerSink> sink = Optional.empty();
  private boolean abandoned;
  private boolean gone;

  /**
   * Begins.
   *
   * @param context event loop of the request
   * @param left called once, when it leaves
   */
  Visit(HttpCall call, Context context, Consumer<Visit> left) {
    this.call = call;
    this.context = context;
    this.left = left;
  }

  HttpCall call() {
    return call;
  }

  /** Does something on the request's event loop. */
  void onLoop(Runnable action) {
    context.runOnContext(now -> action.run());
  }

  /** What else is given back when it leaves; done at once if it has left. */
  void onLeave(Runnable action) {
    synchronized (this) {
      if (!gone) {
        onLeave.add(action);
        return;
      }
    }
    action.run();
  }

  /** Whether anybody waits for the answer. */
  synchronized boolean wanted() {
    return !abandoned && !gone;
  }

  /** Nobody waits any more; whoever works on it will see that. On the event loop. */
  void abandon() {
    Optional<AnswerSink> now;
    synchronized (this) {
      abandoned = true;
      now = sink;
    }
    now.ifPresent(AnswerSink::gone);
  }

  /** Where the answer goes. On the event loop. */
  void answersGoTo(AnswerSink given) {
    boolean late;
    synchronized (this) {
      sink = Optional.of(given);
      late = abandoned;
    }
    if (late) {
      given.gone();
    }
  }

  /** Tells something to where the answer goes. */
  void tell(Consumer<AnswerSink> telling) {
    onLoop(() -> sink().ifPresent(telling));
  }

  private synchronized Optional<AnswerSink> sink() {
    return sink;
  }

  /** Leaves without an answer, and tells the client why. */
  void refuse(ApiError error) {
    leave();
    onLoop(
        () -> {
          Optional<AnswerSink> now = sink();
          if (now.isPresent()) {
            now.get().failed(error);
          } else {
            call.refuse(error);
          }
        });
  }

  /** Frees the place; idempotent. */
  void leave() {
    List<Runnable> actions;
    synchronized (this) {
      if (gone) {
        return;
      }
      gone = true;
      actions = List.copyOf(onLeave);
    }
    actions.forEach(Runnable::run);
    left.accept(this);
  }
}
