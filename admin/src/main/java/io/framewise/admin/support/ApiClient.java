package io.framewise.admin.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import io.framewise.platform.terminal.Columns;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the query API. Blocking. */
public final class ApiClient {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String WAY_OUT =
      "start the streams app, or name its address with --api http://HOST:PORT";

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
  private final URI base;
  private final Optional<Secret> key;

  /**
   * A client of the API at an address.
   *
   * @param key the key that it shows
   * @throws UserError when it is no HTTP address
   */
  public ApiClient(String address, Optional<Secret> key) {
    this.base = base(address);
    this.key = key;
  }

  private static URI base(String address) {
    try {
      URI uri = URI.create(address.endsWith("/") ? address : address + "/");
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below: the text may hold a password, and the exception has it.
    }
    throw new UserError("--api is no HTTP address", "write it as http://HOST:PORT");
  }

  /**
   * Gets a JSON object.
   *
   * @param path path segments
   * @throws UserError when nobody answers, or the API refuses
   */
  public JsonNode get(Iterable<String> path, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    StringBuilder relative = new StringBuilder();
    path.forEach(part -> relative.append(relative.isEmpty() ? "" : "/").append(encoded(part)));
    URI uri = base.resolve("./" + relative + (query.isEmpty() ? "" : "?" + query));
    return send(HttpRequest.newBuilder(uri).timeout(LIMIT));
  }

  /**
   * Posts a JSON object and waits for the answer.
   *
   * @param path the path, as it is
   * @param limit how long the answer may take
   * @throws UserError when nobody answers, or the API refuses
   */
  public JsonNode post(String path, JsonNode body, Duration limit) {
    return send(
        HttpRequest.newBuilder(base.resolve("./" + path))
            .timeout(limit)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private JsonNode send(HttpRequest.Builder asked) {
    key.ifPresent(shown -> asked.header("authorization", "Bearer " + shown.reveal()));
    HttpRequest request = asked.build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      JsonNode body = new ObjectMapper().readTree(response.body());
      if (response.statusCode() != 200) {
        throw new UserError(
            Columns.plain(body.path("detail").asText("the API answers " + response.statusCode())),
            request.method() + " " + request.uri().getPath() + " at " + at());
      }
      return body;
    } catch (JsonProcessingException e) {
      throw notTheApi(e);
    } catch (IOException e) {
      throw new UserError("no API answers at " + at(), WAY_OUT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while asking the API", "start again", e);
    }
  }

  /** What to say of an answer that is none of the API's. */
  public UserError notTheApi(Exception cause) {
    return new UserError("what answers at " + at() + " is not Framewise's API", WAY_OUT, cause);
  }

  /** Without a name and password that the address may have. */
  private String at() {
    return base.getHost() + ":" + base.getPort();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
