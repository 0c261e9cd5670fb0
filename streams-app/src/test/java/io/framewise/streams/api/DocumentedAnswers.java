package io.framewise.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.platform.fit.SchemaCheck;
import io.framewise.streams.api.routes.OpenApi;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Holds every answer that a test gets to what the OpenAPI document says of it. */
final class DocumentedAnswers {

  private static final JsonObject DOCUMENT = OpenApi.document();
  private static final Map<String, SchemaCheck> CHECKS = new ConcurrentHashMap<>();

  private DocumentedAnswers() {}

  /** Fails unless the answer is as the document says; passes over what is no JSON. */
  static void require(String method, HttpResponse<String> reply) {
    String type = reply.headers().firstValue("content-type").orElse("");
    if (!type.endsWith("json") || reply.body().isEmpty()) {
      return;
    }
    String path = reply.request().uri().getRawPath();
    reference(method, path, reply.statusCode(), type)
        .ifPresent(
            name ->
                assertThat(check(name).faults(reply.body()))
                    .as("%s %s answers %s", method, path, reply.body())
                    .isEmpty());
  }

  private static Optional<String> reference(String method, String path, int status, String type) {
    if (type.equals("application/problem+json")) {
      return Optional.of("#/components/schemas/Problem");
    }
    JsonObject paths = DOCUMENT.getJsonObject("paths");
    return paths.fieldNames().stream()
        .filter(known -> path.matches(known.replaceAll("[{][a-z]+[}]", "[^/]+")))
        .map(paths::getJsonObject)
        .map(
            operations ->
                operations.getJsonObject(
                    method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT)))
        .map(operation -> operation.getJsonObject("responses"))
        .map(responses -> responses.getJsonObject(Integer.toString(status), none()))
        .map(response -> response.getJsonObject("content", none()).getJsonObject(type, none()))
        .map(content -> content.getJsonObject("schema", none()).getString("$ref"))
        .findFirst();
  }

  private static JsonObject none() {
    return new JsonObject();
  }

  private static SchemaCheck check(String reference) {
    return CHECKS.computeIfAbsent(
        reference,
        name ->
            new SchemaCheck(
                new JsonObject()
                    .put("$ref", name)
                    .put("components", DOCUMENT.getJsonObject("components"))
                    .encode()));
  }
}
