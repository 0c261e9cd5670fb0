package io.framewise.streams.api.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A refusal, as {@code application/problem+json} (RFC 9457). The detail is for people and never
 * quotes an exception.
 */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * What is wrong with a part of a body.
   *
   * @param pointer JSON pointer to the part; empty for the whole
   */
  public record Part(String pointer, String detail) {}

  private final int status;
  private final String title;
  private final transient List<Part> parts;

  public Problem(int status, String title, String detail) {
    this(status, title, detail, List.of());
  }

  private Problem(int status, String title, String detail, List<Part> parts) {
    super(detail);
    this.status = status;
    this.title = title;
    this.parts = parts;
  }

  /**
   * A part of a body that is wrong.
   *
   * @param pointer JSON pointer to the part; empty for the whole
   */
  public static Problem badPart(String pointer, String detail) {
    return badParts(List.of(new Part(pointer, detail)));
  }

  /** Parts of a body that are wrong, at least one. */
  public static Problem badParts(List<Part> parts) {
    String detail = parts.stream().map(Part::detail).collect(Collectors.joining("; "));
    return new Problem(400, "Bad request", detail, parts);
  }

  public static Problem badRequest(String detail) {
    return new Problem(400, "Bad request", detail);
  }

  public static Problem notFound(String detail) {
    return new Problem(404, "Not found", detail);
  }

  public static Problem noSuchPage() {
    return notFound("there is no such page");
  }

  /**
   * A refusal of the method, status 405.
   *
   * @param allow the methods that are taken
   */
  public static Problem wrongMethod(String allow) {
    return new Problem(
        405, "Method not allowed", "this address takes " + allow + "; docs/api.md has them all");
  }

  public static Problem gone(String detail) {
    return new Problem(410, "Gone", detail);
  }

  static Problem tooLarge(int limit) {
    return new Problem(
        413, "Content too large", "a request may have " + limit + " bytes below its headers");
  }

  /** A request that cannot be read, by its status from 400 to 499. */
  public static Problem refused(int status) {
    return switch (status) {
      case 400 -> badRequest("the address is not well-formed");
      case 404 -> noSuchPage();
      case 414 -> new Problem(414, "URI too long", "the address is longer than 4 KiB");
      case 431 -> new Problem(431, "Header fields too large", "the headers are larger than 8 KiB");
      default -> new Problem(status, "Refused", "the request cannot be answered as it was made");
    };
  }

  public static Problem notReady(String detail) {
    return new Problem(503, "Not ready", detail);
  }

  public static Problem internal() {
    return new Problem(500, "Internal error", "something went wrong here; the log has it");
  }

  public int status() {
    return status;
  }

  public void writeTo(HttpServerResponse response) {
    if (response.ended() || response.headWritten()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader("content-type", "application/problem+json")
        .putHeader("cache-control", "no-store")
        .end(json().toBuffer());
  }

  /** The problem as JSON. */
  public JsonObject json() {
    JsonObject body =
        new JsonObject().put("title", title).put("status", status).put("detail", getMessage());
    if (!parts.isEmpty()) {
      JsonArray errors = new JsonArray();
      parts.forEach(
          part ->
              errors.add(
                  new JsonObject().put("pointer", part.pointer()).put("detail", part.detail())));
      body.put("errors", errors);
    }
    return body;
  }
}
