package io.framewise.model.openai;

import io.framewise.model.openai.request.ApiError;
import io.vertx.core.Context;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The requests that are under way, at most so many. Safe for use by several threads. */
final class Visits {

  private final Places places;
  private final Set<Visit> inside = ConcurrentHashMap.newKeySet();

  Visits(Places places) {
    this.places = places;
  }

  /** A place for a request, if there is one. */
  Optional<Visit> enter(HttpCall call, Context context) {
    if (!places.take()) {
      return Optional.empty();
    }
    Visit visit = new Visit(call, context, this::left);
    inside.add(visit);
    return Optional.of(visit);
  }

  private void left(Visit visit) {
    inside.remove(visit);
    places.leave();
  }

  Places places() {
    return places;
  }

  /** Ends all that is under way. */
  void refuseAll(ApiError error) {
    inside.forEach(visit -> visit.refuse(error));
  }
}
