package io.framewise.model.hub;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;

/** The hub did not give what it was asked for, for a reason that may pass. */
final class HubException extends IOException {

  private static final long serialVersionUID = 1L;
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final String NETWORK =
      "check the network and HF_ENDPOINT, or give the directory of a model; what has arrived is kept";

  private final String wayOut;
  private final boolean worthAnother;
  private final transient Optional<Duration> retryAfter;

  private HubException(
      String message,
      String wayOut,
      boolean worthAnother,
      Optional<Duration> retryAfter,
      Throwable cause) {
    super(message, cause);
    this.wayOut = wayOut;
    this.worthAnother = worthAnother;
    this.retryAfter = retryAfter;
  }

  /** The server answered, but with an error. */
  static HubException status(String host, HttpResponse<?> response) {
    int status = response.statusCode();
    boolean busy = status == TOO_MANY;
    return new HubException(
        busy ? host + " asks to slow down (429)" : host + " answers " + status,
        busy
            ? "try again later, or set HF_TOKEN for a higher limit; what has arrived is kept"
            : "try again later; what has arrived is kept",
        busy || status == TIMEOUT || status >= SERVER_ERROR,
        RetryAfter.of(response.headers()),
        null);
  }

  /** The connection failed. */
  static HubException connection(String host, IOException cause) {
    if (has(cause, SSLHandshakeException.class)) {
      String reason = "Java does not trust the certificate of " + host;
      return new HubException(
          reason, "check HF_ENDPOINT and any proxy between", false, Optional.empty(), cause);
    }
    return new HubException(reason(host, cause), NETWORK, true, Optional.empty(), cause);
  }

  private static String reason(String host, IOException cause) {
    if (has(cause, UnresolvedAddressException.class) || has(cause, UnknownHostException.class)) {
      return "the name " + host + " cannot be resolved";
    }
    if (cause instanceof HttpTimeoutException) {
      return host + " does not answer in time";
    }
    return has(cause, ConnectException.class)
        ? host + " cannot be reached"
        : "the connection to " + host + " broke off";
  }

  private static boolean has(Throwable e, Class<? extends Throwable> type) {
    return e != null && (type.isInstance(e) || has(e.getCause(), type));
  }

  boolean worthAnother() {
    return worthAnother;
  }

  /** How long the server asks to wait. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** What to tell the person after the last of {@code tries}. */
  UserError last(int tries) {
    String often = tries > 1 ? getMessage() + ", " + tries + " times" : getMessage();
    return new UserError(often, wayOut, this);
  }
}
