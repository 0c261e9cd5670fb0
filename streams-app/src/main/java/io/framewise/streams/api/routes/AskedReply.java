package io.framewise.streams.api.routes;

import io.framewise.streams.api.http.Problem;
import io.vertx.core.json.JsonObject;

/** How a question is answered. Used on the event loop of its request. */
interface AskedReply {

  /** Shorter than the shortest time after which a quiet connection is closed. */
  long BEAT_MS = 15_000;

  /** Keeps the connection open. */
  void beat();

  /** Ends the response with the event. */
  void answer(JsonObject event);

  /** Ends the response without one. */
  void late(Problem problem);
}
