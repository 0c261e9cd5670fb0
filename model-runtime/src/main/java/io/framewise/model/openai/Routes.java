package io.framewise.model.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.framewise.model.openai.answer.Models;
import io.framewise.model.openai.request.ApiError;
import io.framewise.platform.observe.Health;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a request is about. On event loops. */
final class Routes {

  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final String MODELS = "/v1/models";
  private static final String CHAT = "/v1/chat/completions";

  private final Access access;
  private final Health health;
  private final Supplier<String> metrics;
  private final ChatRoute chat;
  private volatile Optional<Open> open = Optional.empty();

  /** What there is once the model is loaded. */
  private record Open(Conversations conversations, Models models) {}

  Routes(Access access, Health health, Supplier<String> metrics, ChatRoute chat) {
    this.access = access;
    this.health = health;
    this.metrics = metrics;
    this.chat = chat;
  }

  /** The model is loaded. */
  void open(Conversations conversations, Models models) {
    open = Optional.of(new Open(conversations, models));
  }

  /** The model is not there any more. */
  void shut() {
    open = Optional.empty();
  }

  void handle(HttpServerRequest request) {
    HttpCall call = new HttpCall(request);
    try {
      route(call);
    } catch (RuntimeException e) {
      LOG.warn("no answer to {}", call.id(), e);
      call.refuse(ApiError.failed("the server failed on this request"));
    }
  }

  private void route(HttpCall call) {
    access.tellOrigin(call);
    Optional<ApiError> misdirected = access.misdirected(call);
    if (misdirected.isPresent()) {
      call.refuse(misdirected.get());
      return;
    }
    if (call.request().method().equals(HttpMethod.OPTIONS)) {
      access.preflight(call);
      return;
    }
    String path = call.request().path() == null ? "" : call.request().path();
    switch (path) {
      case "/health", "/readyz" -> get(call, () -> tell(call, health.ready()));
      case "/metrics" ->
          get(call, () -> call.answer(200, "text/plain; version=0.0.4", metrics.get()));
      default -> locked(call, path);
    }
  }

  private void locked(HttpCall call, String path) {
    Optional<ApiError> locked = access.locked(call);
    if (locked.isPresent()) {
      call.refuse(locked.get());
    } else if (path.equals(MODELS)) {
      get(call, () -> opened(call, one -> call.answer(200, HttpCall.JSON, one.models().list())));
    } else if (path.startsWith(MODELS + "/")) {
      String name = decoded(path.substring(MODELS.length() + 1));
      get(call, () -> opened(call, one -> model(call, name, one.models())));
    } else if (path.equals(CHAT)) {
      require(
          call, HttpMethod.POST, () -> opened(call, one -> chat.handle(call, one.conversations())));
    } else {
      call.refuse(
          ApiError.invalid(
              404, "unknown_url", "there are " + CHAT + ", " + MODELS + ", /health and /metrics"));
    }
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return ""; // as good as any name that no model has
    }
  }

  private static void model(HttpCall call, String name, Models models) {
    if (name.equals(models.name())) {
      call.answer(200, HttpCall.JSON, models.one());
    } else {
      call.refuse(ApiError.noModel(404, "of that name", models.name()));
    }
  }

  private interface Use {
    void of(Open open);
  }

  private void opened(HttpCall call, Use use) {
    Optional<Open> now = open;
    if (now.isPresent()) {
      use.of(now.get());
    } else {
      call.refuse(ApiError.unavailable(health.ready().detail(), 5));
    }
  }

  private static void get(HttpCall call, Runnable action) {
    if (call.request().method().equals(HttpMethod.HEAD)) {
      action.run();
    } else {
      require(call, HttpMethod.GET, action);
    }
  }

  private static void require(HttpCall call, HttpMethod method, Runnable action) {
    if (call.request().method().equals(method)) {
      action.run();
    } else {
      call.response().putHeader(HttpHeaders.ALLOW, method.name());
      call.refuse(
          ApiError.invalid(405, "method_not_allowed", "this address takes " + method.name()));
    }
  }

  private static void tell(HttpCall call, Health.Answer answer) {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("status", answer.up() ? "up" : "down")
            .put("detail", answer.detail())
            .toString();
    call.answer(answer.up() ? 200 : 503, HttpCall.JSON, body);
  }
}
