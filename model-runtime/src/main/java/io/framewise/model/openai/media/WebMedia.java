package io.framewise.model.openai.media;

import io.framewise.model.openai.request.ApiError;
import io.framewise.model.openai.request.ApiException;
import io.framewise.platform.web.PublicAddresses;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Gets media from hosts that the operator allows, and only from public addresses of them: the
 * address that was checked is the one that is connected to. Nobody is sent on.
 */
public final class WebMedia implements MediaSource.RemoteMedia {

  private static final long LIMIT_SECONDS = 10;
  private static final int CONNECT_LIMIT_MS = 5000;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final Set<String> hosts;
  private final HostNames names;
  private final Predicate<InetAddress> allowed;
  private final Vertx vertx;
  private final HttpClient client;

  /**
   * Media of some hosts.
   *
   * @param hosts those that are allowed, in lower case, with a port where it is not the usual one
   */
  public WebMedia(Vertx vertx, Set<String> hosts) {
    this(vertx, hosts, InetAddress::getAllByName, PublicAddresses::contain);
  }

  WebMedia(Vertx vertx, Set<String> hosts, HostNames names, Predicate<InetAddress> allowed) {
    this.vertx = vertx;
    this.hosts = hosts;
    this.names = names;
    this.allowed = allowed;
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_LIMIT_MS)
                .setDecompressionSupported(false)
                .setKeepAlive(false));
  }

  @Override
  public byte[] get(String url, String at, long limit) {
    URI address = address(url, at);
    boolean secure = address.getScheme().equalsIgnoreCase("https");
    int usual = secure ? HTTPS : HTTP;
    int port = address.getPort() < 0 ? usual : address.getPort();
    String host = address.getHost().toLowerCase(Locale.ROOT);
    if (!hosts.contains(host + ":" + port) && !(port == usual && hosts.contains(host))) {
      throw refused(at, "this server gets nothing from that host; send the media as a data: URL");
    }
    InetAddress checked = checked(host, at);
    String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setServer(SocketAddress.inetSocketAddress(port, checked.getHostAddress()))
            .setHost(host)
            .setPort(port)
            .setSsl(secure)
            .setURI(address.getRawQuery() == null ? path : path + "?" + address.getRawQuery())
            .setFollowRedirects(false);
    return body(request, at, limit);
  }

  /** One parser decides, and what it says is what is connected to. */
  private static URI address(String url, String at) {
    try {
      URI address = new URI(url);
      if (address.getHost() == null || address.getRawUserInfo() != null) {
        throw refused(at, "the URL must name a host, and no user");
      }
      return address;
    } catch (URISyntaxException e) {
      throw refused(at, "it is no URL");
    }
  }

  private InetAddress checked(String host, String at) {
    CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
    Thread thread = new Thread(() -> lookUp(host, found), "look-up");
    thread.setDaemon(true); // the system's look-up may hang
    thread.start();
    for (InetAddress address : await(found, at)) {
      if (!allowed.test(address)) {
        throw refused(at, "the host has an address that is not public");
      }
    }
    return found.join()[0];
  }

  private void lookUp(String host, CompletableFuture<InetAddress[]> found) {
    try {
      found.complete(names.of(host));
    } catch (UnknownHostException | RuntimeException e) {
      found.completeExceptionally(e);
    }
  }

  private byte[] body(RequestOptions options, String at, long limit) {
    Promise<byte[]> body = Promise.promise();
    // All on one event loop, or the answer may be over before anybody listens.
    vertx.runOnContext(
        now ->
            client
                .request(options)
                .compose(request -> request.send())
                .compose(response -> taken(response, at, limit))
                .onComplete(body));
    return await(body.future().toCompletionStage().toCompletableFuture(), at);
  }

  private static Future<byte[]> taken(HttpClientResponse response, String at, long limit) {
    int status = response.statusCode();
    if (status != 200) {
      response.request().connection().close();
      boolean sentOn = status >= 300 && status < 400;
      return Future.failedFuture(
          refused(
              at, "the host answers " + status + (sentOn ? "; redirects are not followed" : "")));
    }
    CompletableFuture<byte[]> whole = new CompletableFuture<>();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(whole::completeExceptionally);
    response.handler(
        buffer -> {
          body.appendBuffer(buffer);
          if (body.length() > limit) {
            whole.completeExceptionally(
                refused(at, "more than " + limit + " bytes came; send less at once"));
            response.request().connection().close();
          }
        });
    response.endHandler(ended -> whole.complete(body.getBytes()));
    return Future.fromCompletionStage(whole);
  }

  private static <T> T await(CompletableFuture<T> future, String at) {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ApiException refused) {
        throw refused;
      }
      throw refused(at, "the host could not be reached");
    } catch (TimeoutException e) {
      throw refused(at, "the host did not answer within " + LIMIT_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(at, "the server stops");
    }
  }

  private static ApiException refused(String at, String message) {
    return ApiError.field(at, "invalid_image_url", at + ": " + message).thrown();
  }
}
