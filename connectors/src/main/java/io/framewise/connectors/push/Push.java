package io.framewise.connectors.push;

import io.framewise.connectors.source.FramePlace;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One request on its way to its source. It is taken as a whole or not at all. Safe for use by
 * several threads.
 */
final class Push {

  private final PushHead head;
  private final AtomicReference<List<PushedPicture>> waiting;
  private final CompletableFuture<List<FramePlace>> places = new CompletableFuture<>();

  Push(PushHead head, List<PushedPicture> pictures) {
    this.head = head;
    this.waiting = new AtomicReference<>(List.copyOf(pictures));
  }

  PushHead head() {
    return head;
  }

  /** The pictures, for the one who begins; empty when it was begun or given up before. */
  List<PushedPicture> begin() {
    return waiting.getAndSet(List.of());
  }

  /** Nobody waits for it any more; returns whether it had not been begun, and now will not. */
  boolean giveUp() {
    return !begin().isEmpty();
  }

  /** Where its frames lie, in the order of its pictures, or a {@link Refusal}. */
  CompletableFuture<List<FramePlace>> places() {
    return places;
  }
}
