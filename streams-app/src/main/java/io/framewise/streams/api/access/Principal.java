package io.framewise.streams.api.access;

import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who makes a request.
 *
 * @param name the name of the key
 * @param scopes what it allows
 * @param sources the sources that it may see; empty for all
 */
public record Principal(String name, Set<Scope> scopes, Optional<Set<String>> sources) {

  /** Everybody, where no keys are needed. */
  static final Principal ANYBODY =
      new Principal("anybody", EnumSet.allOf(Scope.class), Optional.empty());

  private static final String KEY = Principal.class.getName();

  /** Who makes a request that {@link Access} has let through. */
  public static Principal of(RoutingContext context) {
    return context.get(KEY);
  }

  void putInto(RoutingContext context) {
    context.put(KEY, this);
  }

  /** Whether it may see a source. */
  public boolean sees(String sourceId) {
    return sources.map(visible -> visible.contains(sourceId)).orElse(true);
  }

  /** Those of the wanted sources that it may see; of an empty set all of them. */
  public Set<String> seenOf(Collection<String> wanted) {
    Set<String> seen = new LinkedHashSet<>(wanted);
    if (wanted.isEmpty()) {
      sources.ifPresent(seen::addAll);
    } else {
      seen.removeIf(source -> !sees(source));
    }
    return seen;
  }
}
