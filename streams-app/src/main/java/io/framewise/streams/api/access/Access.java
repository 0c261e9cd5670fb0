package io.framewise.streams.api.access;

import io.framewise.platform.observe.LogKeys;
import io.framewise.streams.api.http.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets through who may make a request, and writes down who changes something. */
public final class Access {

  private static final Logger AUDIT = LoggerFactory.getLogger("io.framewise.audit");

  private final Optional<KeyFile> keys;
  private final RateLimit rates;

  /**
   * Access by keys.
   *
   * @param keys the keys; empty when anybody may do everything
   */
  public Access(Optional<KeyFile> keys, RateLimit rates) {
    this.keys = keys;
    this.rates = rates;
  }

  /**
   * Lets a request through or refuses it: 401 without a key that is known, 403 with one that does
   * not allow this, 429 when there were too many.
   */
  public void admit(RoutingContext context, Scope scope) {
    Optional<Principal> shown = principal(context);
    if (!rates.take(bucket(shown, context))) {
      context.response().putHeader("retry-after", "1");
      throw new Problem(
          429,
          "Too many requests",
          "more than " + rates.perSecond() + " requests a second (api.max-request-rate)");
    }
    Principal principal = shown.orElseThrow(() -> unauthorized(context));
    if (!principal.scopes().contains(scope)) {
      throw new Problem(
          403, "Forbidden", "the key " + principal.name() + " does not allow " + name(scope));
    }
    principal.putInto(context);
    if (scope == Scope.ADMIN) {
      context.addEndHandler(ended -> writeDown(context, principal));
    }
    context.next();
  }

  /** Whether a request shows a key that is known, or needs none. */
  public boolean knows(RoutingContext context) {
    return principal(context).isPresent();
  }

  private Optional<Principal> principal(RoutingContext context) {
    return keys.isEmpty()
        ? Optional.of(Principal.ANYBODY)
        : keys.get().find(context.request().getHeader(HttpHeaders.AUTHORIZATION));
  }

  private static Problem unauthorized(RoutingContext context) {
    context.response().putHeader("www-authenticate", "Basic realm=\"Framewise\"");
    return new Problem(
        401,
        "Unauthorized",
        "send a key of this API, as Authorization: Bearer KEY or as the password of a log-in");
  }

  /** Who shows no key that is known counts by address, so that keys cannot be guessed quickly. */
  private static String bucket(Optional<Principal> shown, RoutingContext context) {
    return shown
        .filter(principal -> !principal.equals(Principal.ANYBODY))
        .map(principal -> "key " + principal.name())
        .orElseGet(() -> context.request().remoteAddress().hostAddress());
  }

  private static void writeDown(RoutingContext context, Principal principal) {
    AUDIT
        .atInfo()
        .addKeyValue(LogKeys.PRINCIPAL, principal.name())
        .log(
            "{} {} answered {}",
            context.request().method(),
            context.normalizedPath(),
            context.response().getStatusCode());
  }

  private static String name(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }
}
