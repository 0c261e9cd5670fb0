package io.framewise.contract.serde;

import java.io.IOException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/**
 * What went wrong with one call of the registry, without any secret. The client's own exception is
 * its cause only where none stands in it.
 */
final class RegistryFault extends Exception {

  private static final long serialVersionUID = 1L;

  /** What it means for the caller. */
  enum Kind {
    /** Nobody answers, or only with an error of the server: later it may be well. */
    UNAVAILABLE,
    /** Somebody answers, but not over TLS as it was set up. */
    TLS,
    /** It does not know who asks. */
    UNAUTHORIZED,
    /** Who asks may not. */
    FORBIDDEN,
    /** There is no such thing. */
    NOT_FOUND,
    /** Another schema stands against it: an older version, or another process at this moment. */
    CONFLICT,
    /** The schema is not one of Avro. */
    NOT_AVRO,
    /** It is refused for another reason. */
    REFUSED
  }

  private final transient Kind kind;

  private RegistryFault(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** The registry answered with an HTTP status of an error. */
  static RegistryFault ofStatus(int status, Exception e, RegistryAccess access) {
    return of(kind(status), "HTTP " + status + ": " + e.getMessage(), e, access);
  }

  /** There was no answer that can be read. */
  static RegistryFault ofCall(IOException e, RegistryAccess access) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return of(Kind.TLS, cause.getMessage(), e, access);
      }
    }
    return of(Kind.UNAVAILABLE, e.toString(), e, access);
  }

  /** What the registry has under an id is none of ours. */
  static RegistryFault notAvro(Exception e, RegistryAccess access) {
    return of(Kind.NOT_AVRO, e.getMessage(), e, access);
  }

  private static RegistryFault of(Kind kind, String message, Exception e, RegistryAccess access) {
    return new RegistryFault(
        kind, access.hideIn(String.valueOf(message)), isClean(e, access) ? e : null);
  }

  private static boolean isClean(Throwable e, RegistryAccess access) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String text = cause.toString();
      if (!access.hideIn(text).equals(text)) {
        return false;
      }
    }
    return true;
  }

  private static Kind kind(int status) {
    return switch (status) {
      case 401 -> Kind.UNAUTHORIZED;
      case 403 -> Kind.FORBIDDEN;
      case 404 -> Kind.NOT_FOUND;
      case 409 -> Kind.CONFLICT;
      case 408, 429 -> Kind.UNAVAILABLE;
      default -> status >= 500 ? Kind.UNAVAILABLE : Kind.REFUSED;
    };
  }

  Kind kind() {
    return kind;
  }

  /** Whether a conflict is one between versions, which no second try removes. */
  boolean tellsIncompatible() {
    return getMessage().toLowerCase(Locale.ROOT).contains("incompatible");
  }
}
