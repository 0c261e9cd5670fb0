package io.framewise.streams.api.routes;

import io.framewise.streams.api.access.Scope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The catalogue of routes as an OpenAPI document, version 3.1. */
public final class OpenApi {

  private static final String SCHEMAS = "/io/framewise/streams/openapi-schemas.json";
  private static final String JSON = "application/json";
  private static final Pattern NAME = Pattern.compile(":([a-z]+)");

  private static final JsonObject TEXT = new JsonObject().put("type", "string");
  private static final JsonObject TIME =
      new JsonObject().put("type", "string").put("format", "date-time");
  private static final JsonObject LIMIT =
      new JsonObject().put("type", "integer").put("minimum", 1).put("maximum", 1000);
  private static final Map<String, JsonObject> PARAMETERS =
      Map.of("limit", LIMIT, "from", TIME, "to", TIME, "at", TIME);

  private OpenApi() {}

  /** The document. */
  public static JsonObject document() {
    JsonObject paths = new JsonObject();
    for (ApiRoute route : ApiRoute.values()) {
      String path = NAME.matcher(route.path()).replaceAll("{$1}");
      JsonObject operations = paths.getJsonObject(path, new JsonObject());
      paths.put(
          path, operations.put(route.method().name().toLowerCase(Locale.ROOT), operation(route)));
    }
    return new JsonObject()
        .put("openapi", "3.1.0")
        .put(
            "info",
            new JsonObject()
                .put("title", "Framewise")
                .put("version", "1")
                .put("description", "Typed answers about live video. See docs/api.md."))
        .put("paths", paths)
        .put(
            "components",
            new JsonObject()
                .put("schemas", schemas())
                .put(
                    "securitySchemes",
                    new JsonObject()
                        .put("bearer", scheme("bearer"))
                        .put("password", scheme("basic"))));
  }

  private static JsonObject scheme(String name) {
    return new JsonObject().put("type", "http").put("scheme", name);
  }

  private static JsonObject schemas() {
    try (InputStream in = OpenApi.class.getResourceAsStream(SCHEMAS)) {
      return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject operation(ApiRoute route) {
    JsonObject operation =
        new JsonObject()
            .put("operationId", route.name().toLowerCase(Locale.ROOT))
            .put("description", route.doc())
            .put("parameters", parameters(route))
            .put(
                "responses",
                new JsonObject()
                    .put(route == ApiRoute.ACKNOWLEDGE ? "202" : "200", response(route))
                    .put("default", content("application/problem+json", "Problem")));
    if (route == ApiRoute.ASK) {
      operation.put("requestBody", content(JSON, "Question").put("required", true));
    } else if (route == ApiRoute.PUT_QUESTION_SET) {
      operation.put("requestBody", content(JSON, "QuestionSetDefinition").put("required", true));
    }
    route.scope().ifPresent(scope -> operation.put("security", security(scope)));
    return operation;
  }

  /** Scopes of schemes that are no OAuth name roles, in version 3.1. */
  private static JsonArray security(Scope scope) {
    JsonArray scopes = new JsonArray().add(scope.name().toLowerCase(Locale.ROOT));
    return new JsonArray()
        .add(new JsonObject().put("bearer", scopes))
        .add(new JsonObject().put("password", scopes))
        .add(new JsonObject());
  }

  private static JsonArray parameters(ApiRoute route) {
    JsonArray parameters = new JsonArray();
    Matcher names = NAME.matcher(route.path());
    while (names.find()) {
      parameters.add(parameter(names.group(1), "path").put("required", true));
    }
    new TreeSet<>(route.parameters()).forEach(name -> parameters.add(parameter(name, "query")));
    return parameters;
  }

  private static JsonObject parameter(String name, String in) {
    return new JsonObject()
        .put("name", name)
        .put("in", in)
        .put("schema", PARAMETERS.getOrDefault(name, TEXT));
  }

  private static JsonObject response(ApiRoute route) {
    return switch (route) {
      case SOURCES -> content(JSON, "SourceList");
      case SOURCE -> content(JSON, "Source");
      case LATEST -> content(JSON, "LatestEvents");
      case LEDGER -> content(JSON, "Ledger");
      case EVENTS -> content(JSON, "EventList");
      case EVENT, ASK -> content(JSON, "Event");
      case ALERTS -> content(JSON, "AlertList");
      case ACKNOWLEDGE -> content(JSON, "Alert");
      case QUESTION_SETS -> content(JSON, "QuestionSetList");
      case QUESTION_SET -> content(JSON, "QuestionSet");
      case PUT_QUESTION_SET -> content(JSON, "QuestionSetPut");
      case REMOVE_QUESTION_SET -> content(JSON, "QuestionSetRemoved");
      case LIVE, READY, QUERIES -> content(JSON, "Health");
      case FRAME, EVENT_FRAME -> plain("image/jpeg", "A picture.");
      case STREAM -> plain("text/event-stream", "Server-sent events.");
      case METRICS -> plain("text/plain", "Prometheus text format.");
      case OPEN_API -> plain(JSON, "This document.");
    };
  }

  private static JsonObject content(String type, String schema) {
    JsonObject reference = new JsonObject().put("$ref", "#/components/schemas/" + schema);
    return new JsonObject()
        .put("description", schema)
        .put("content", new JsonObject().put(type, new JsonObject().put("schema", reference)));
  }

  private static JsonObject plain(String type, String description) {
    return new JsonObject()
        .put("description", description)
        .put("content", new JsonObject().put(type, new JsonObject()));
  }
}
