package io.framewise.model.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Speaks the hub's HTTP. Follows redirects itself, because the token must stay with the hub: large
 * files come from other hosts. Each method is one try. Safe for use by several threads.
 */
final class HubClient implements AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final int MOST_REDIRECTS = 5;
  private static final int LARGEST_LISTING = 16 << 20;
  private static final int REDIRECT = 300;
  private static final int ERROR = 400;

  private final HubSettings settings;
  private final Refusals refusals;
  private final SilenceWatch watch;
  private final Duration answerLimit;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1) // a connection of its own for each file
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT_LIMIT)
          .proxy(ProxySelector.getDefault())
          .build();

  /** A client that gives a connection up after {@code silence}. */
  HubClient(HubSettings settings, Duration silence) {
    this.settings = settings;
    refusals = new Refusals(settings);
    watch = new SilenceWatch(silence);
    answerLimit = silence;
  }

  /** The commit of the wanted revision, and its files. */
  RemoteModel list(HubName model) throws HubException, InterruptedException {
    String revision = URLEncoder.encode(model.revision(), StandardCharsets.UTF_8);
    URI uri = at("/api/models/" + model.repository() + "/revision/" + revision);
    JsonNode listing = json(exchange(model, "GET", uri, 0));
    String commit = listing.path("sha").asText();
    if (!HubName.isCommit(commit)) {
      throw refusals.noHub();
    }
    List<String> names = new ArrayList<>();
    listing.path("siblings").forEach(file -> names.add(file.path("rfilename").asText()));
    return new RemoteModel(commit, NeededFiles.of(model, names));
  }

  private JsonNode json(HttpResponse<InputStream> response)
      throws HubException, InterruptedException {
    byte[] text;
    try (InputStream body = watch.over(response.body())) {
      text = body.readNBytes(LARGEST_LISTING);
    } catch (IOException e) {
      throw lost(response.uri(), e);
    }
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw refusals.noHub();
    }
  }

  /** Checksum and size of a file, without its content. */
  RemoteFile describe(HubName model, String commit, String file)
      throws HubException, InterruptedException {
    HttpResponse<InputStream> response = exchange(model, "HEAD", at(model, commit, file), 0);
    HttpHeaders headers = response.headers();
    Optional<Checksum> checksum =
        linkedTag(response).or(() -> headers.firstValue("ETag")).flatMap(Checksum::ofTag);
    OptionalLong size = headers.firstValueAsLong("X-Linked-Size");
    if (size.isEmpty()) {
      size = headers.firstValueAsLong("Content-Length");
    }
    if (checksum.isEmpty() || size.isEmpty()) {
      throw refusals.unchecked(file);
    }
    return new RemoteFile(file, checksum.get(), size.getAsLong());
  }

  /**
   * The content of a file from byte {@code from} on, for the caller to close. A server may send all
   * of it all the same, with status 200 in place of 206.
   */
  HttpResponse<InputStream> open(HubName model, String commit, String file, long from)
      throws HubException, InterruptedException {
    return exchange(model, "GET", at(model, commit, file), from);
  }

  /** The body of a response; ends early when nothing comes any more. */
  InputStream body(HttpResponse<InputStream> response) {
    return watch.over(response.body());
  }

  private URI at(HubName model, String commit, String file) {
    return at("/" + model.repository() + "/resolve/" + commit + "/" + file);
  }

  private URI at(String path) {
    return URI.create(settings.endpoint() + path);
  }

  private HttpResponse<InputStream> exchange(HubName model, String method, URI first, long from)
      throws HubException, InterruptedException {
    URI uri = first;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      HttpResponse<InputStream> response = send(method, uri, from);
      int status = response.statusCode();
      boolean described = method.equals("HEAD") && linkedTag(response).isPresent();
      if (status < REDIRECT || (status < ERROR && described)) {
        return response;
      }
      discard(response);
      if (status >= ERROR) {
        if (isHub(uri)) { // another host knows nothing of models and licences
          refusals.check(model, response);
        }
        throw HubException.status(uri.getHost(), response);
      }
      uri = target(uri, response);
    }
    throw refusals.noHub();
  }

  private static Optional<String> linkedTag(HttpResponse<?> response) {
    return response.headers().firstValue("X-Linked-Etag");
  }

  private HttpResponse<InputStream> send(String method, URI uri, long from)
      throws HubException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(answerLimit)
            .header("User-Agent", "framewise");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    if (isHub(uri)) {
      settings
          .token()
          .ifPresent(token -> request.header("Authorization", "Bearer " + token.reveal()));
    }
    if (watch.closed()) {
      throw new InterruptedException();
    }
    try {
      return http.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw lost(uri, e);
    }
  }

  private boolean isHub(URI uri) {
    URI hub = settings.endpoint();
    return uri.getScheme().equals(hub.getScheme())
        && uri.getHost().equalsIgnoreCase(hub.getHost())
        && uri.getPort() == hub.getPort();
  }

  private URI target(URI from, HttpResponse<?> response) {
    try {
      URI target = from.resolve(response.headers().firstValue("Location").orElse(""));
      boolean web = "https".equals(target.getScheme()) || "http".equals(target.getScheme());
      boolean safe = !from.getScheme().equals("https") || "https".equals(target.getScheme());
      if (web && safe && target.getHost() != null) {
        return target;
      }
    } catch (IllegalArgumentException e) {
      // Said below without the address, which may be signed.
    }
    throw refusals.noHub();
  }

  private static void discard(HttpResponse<InputStream> response) {
    try {
      response.body().close();
    } catch (IOException e) {
      // Nobody wanted it.
    }
  }

  /** Says which host failed; an interrupt of this thread, or the close of this, comes as one. */
  HubException lost(URI uri, IOException e) throws InterruptedException {
    if (watch.closed() || Thread.interrupted() || e.getCause() instanceof InterruptedException) {
      throw new InterruptedException();
    }
    return HubException.connection(uri.getHost(), e);
  }

  /** Ends what is under way in other threads. */
  @Override
  public void close() {
    watch.close();
  }
}
