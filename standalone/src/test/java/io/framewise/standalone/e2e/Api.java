package io.framewise.standalone.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The query API as a client of it sees it. */
public final class Api {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final int port;

  /** The API that listens on {@code port} of this machine. */
  public Api(int port) {
    this.port = port;
  }

  /** Any answer. */
  int port() {
    return port;
  }

  public HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return client.send(request(path), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  HttpResponse<byte[]> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .method(method, BodyPublishers.ofString(body))
            .timeout(LIMIT)
            .build();
    return client.send(request, BodyHandlers.ofByteArray());
  }

  /** A body that must be there, as JSON. */
  JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get(path);
    if (response.statusCode() != 200) {
      throw new IOException(
          path
              + ": "
              + response.statusCode()
              + " "
              + new String(response.body(), StandardCharsets.UTF_8));
    }
    return mapper.readTree(response.body());
  }

  JsonNode parse(String json) throws IOException {
    return mapper.readTree(json);
  }

  /** A body that goes on. */
  InputStream follow(String path) throws IOException, InterruptedException {
    return client.send(request(path), BodyHandlers.ofInputStream()).body();
  }

  /** The sources as {@code /v1/sources} shows them. */
  public List<SourceAccount> sources() throws IOException, InterruptedException {
    List<SourceAccount> sources = new ArrayList<>();
    json("/v1/sources").get("sources").forEach(node -> sources.add(new SourceAccount(node)));
    return sources;
  }

  /** One of them, which must be there. */
  SourceAccount source(String id) throws IOException, InterruptedException {
    return new SourceAccount(json("/v1/sources/" + id));
  }

  /** The status line of the answer to a request that names {@code host}. */
  String statusLineFor(String host, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.lines().findFirst().orElse("");
    }
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(LIMIT).build();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
