package io.framewise.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.generate.InternVlEngine;
import io.framewise.model.openai.media.MediaOptions;
import io.framewise.model.tiny.TinyCheckpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A real server with a tiny checkpoint, and a client of it. */
final class TinyServer implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  private final OpenAiServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private TinyServer(OpenAiServer server) {
    this.server = server;
  }

  static ServerOptions options() {
    return options(ApiKeys.NONE, 64);
  }

  static ServerOptions options(ApiKeys keys, int mostRequests) {
    return new ServerOptions(
        "127.0.0.1",
        0,
        keys,
        Set.of("http://page.example"),
        mostRequests,
        Set.of(),
        new MediaOptions(12, 4, Optional.empty()));
  }

  /** Starts one on a checkpoint in a directory named {@code tiny} below another. */
  static TinyServer start(Path parent, ServerOptions options) throws Exception {
    Path directory = parent.resolve("tiny");
    TinyCheckpoint.write(directory, 1);
    OpenAiServer server =
        OpenAiServer.start(
            options,
            () -> ServedModel.of(InternVlEngine.open(directory, EngineSettings.defaults())));
    server.open().get(60, TimeUnit.SECONDS);
    return new TinyServer(server);
  }

  OpenAiServer server() {
    return server;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
  }

  HttpRequest.Builder chat(String body) {
    return HttpRequest.newBuilder(uri("/v1/chat/completions"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  HttpResponse<String> ask(String body) throws IOException, InterruptedException {
    return send(chat(body));
  }

  HttpClient client() {
    return client;
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  @Override
  public void close() {
    server.close();
  }
}
