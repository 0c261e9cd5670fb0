package io.framewise.connectors.push;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;

/**
 * Why a push is not taken, as {@code application/problem+json} (RFC 9457) shows it.
 *
 * <p>The detail is for people; it quotes neither an exception nor a key.
 */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final int status;
  private final String title;
  private final Duration retryAfter;

  private Refusal(int status, String title, String detail, Duration retryAfter) {
    super(detail);
    this.status = status;
    this.title = title;
    this.retryAfter = retryAfter;
  }

  private static Refusal of(int status, String title, String detail) {
    return new Refusal(status, title, detail, Duration.ZERO);
  }

  static Refusal badRequest(String detail) {
    return of(400, "Bad request", detail);
  }

  static Refusal unauthorized() {
    return of(
        401,
        "Unauthorized",
        "send one of the keys of connectors.push.keys as Authorization: Bearer");
  }

  static Refusal forbidden(String detail) {
    return of(403, "Forbidden", detail);
  }

  static Refusal noSuchPage() {
    return of(404, "Not found", "pictures go to /v1/frames/SOURCE");
  }

  static Refusal noSuchSource() {
    return of(
        404,
        "Not found",
        "there is no source of that name and of the kind push: add it to connectors.sources, or with framewise sources add NAME push:");
  }

  static Refusal wrongMethod() {
    return of(405, "Method not allowed", "this address takes POST");
  }

  static Refusal tooSlow() {
    return of(
        408,
        "Request timeout",
        "the request was not complete within connectors.push.request-limit");
  }

  static Refusal tooLarge(int limit) {
    return of(
        413,
        "Content too large",
        "a request may have " + limit + " bytes (connectors.push.max-bytes)");
  }

  static Refusal wrongType() {
    return of(
        415,
        "Unsupported media type",
        "send a picture as image/jpeg, image/png, image/webp, image/bmp or image/tiff, or several as multipart/form-data");
  }

  static Refusal misdirected() {
    return of(
        421,
        "Misdirected request",
        "this server answers for localhost only; set connectors.push.host to open it");
  }

  static Refusal unusable(String detail) {
    return of(422, "Unprocessable content", detail);
  }

  static Refusal tooFast(Duration wait) {
    return new Refusal(
        429,
        "Too many requests",
        "the source takes no more pictures a second (its max-rate); this one was counted and left out",
        wait.compareTo(SOON) < 0 ? SOON : wait);
  }

  static Refusal busy(String detail) {
    return new Refusal(503, "Not ready", detail, SOON);
  }

  int status() {
    return status;
  }

  /** Whole seconds after which it may be tried again; 0 where that would not help. */
  long retryAfterSeconds() {
    return retryAfter.isZero() ? 0 : retryAfter.plusMillis(999).toSeconds();
  }

  String json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("title", title)
        .put("status", status)
        .put("detail", getMessage())
        .toString();
  }
}
