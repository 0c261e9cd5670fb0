package io.framewise.connectors.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Pushes pictures as any client would. */
public final class Uploads {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOUNDARY = "one-picture-after-the-other";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  /**
   * An answer.
   *
   * @param status its status
   * @param body its body
   * @param retryAfter seconds after which to try again; empty where it does not say
   */
  public record Answer(int status, JsonNode body, String retryAfter) {

    /** What a refusal says. */
    public String detail() {
      return body.path("detail").asText();
    }

    /** One of the frames that were taken. */
    public JsonNode frame(int index) {
      return body.path("frames").path(index);
    }
  }

  /** Pushes to a port of this machine. */
  public Uploads(int port) {
    this.port = port;
  }

  /** A request, to be changed and sent; headers alternate with their values. */
  public HttpRequest.Builder request(String sourceId, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/frames/" + sourceId));
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** Pushes one JPEG. */
  public Answer jpeg(String sourceId, byte[] picture, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(sourceId, headers)
            .header("Content-Type", "image/jpeg")
            .POST(HttpRequest.BodyPublishers.ofByteArray(picture)));
  }

  /** Pushes a form of several files, named 1.jpg and so on. */
  public Answer form(String sourceId, byte[]... pictures) throws IOException, InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int i = 0; i < pictures.length; i++) {
      String head =
          "--%s\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"%d.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n";
      body.writeBytes(head.formatted(BOUNDARY, i + 1).getBytes(StandardCharsets.UTF_8));
      body.writeBytes(pictures[i]);
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return send(
        request(sourceId)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
  }

  /** Sends a request. */
  public Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    try {
      return new Answer(
          response.statusCode(),
          JSON.readTree(response.body()),
          response.headers().firstValue("Retry-After").orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON", e);
    }
  }
}
