package io.framewise.connectors.web;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.video.StreamLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.io.CloseMode;

/**
 * Asks one camera, over one connection at a time. Each host is looked up once and checked, and what
 * was checked is what is connected to, also where the camera sends on to another. User and password
 * go to the camera's own host and port only. Not safe for use by several threads.
 */
final class WebClient implements AutoCloseable {

  private static final int MOST_HOPS = 5;
  private static final int REDIRECT = 300;
  private static final int NOT_MODIFIED = 304;
  private static final int LAST_REDIRECT = 308;
  private static final int OK = 200;

  private final AddressRule rule;
  private final Duration silence;
  private final Duration limit;
  private final CloseableHttpClient http;
  private final HttpClientContext context = HttpClientContext.create();
  private final URI start;
  private final Runnable alive;

  /**
   * A client of one camera.
   *
   * @param limits how long the camera may say nothing
   * @param alive is run at each request
   * @throws StreamFaultException when the address is none
   */
  WebClient(WebTarget target, StreamLimits limits, Runnable alive) throws StreamFaultException {
    this(
        target,
        limits,
        alive,
        new HostLookUp(target.rule(), limits.silence(), alive, InetAddress::getAllByName));
  }

  /** The same with another way to look hosts up. */
  WebClient(WebTarget target, StreamLimits limits, Runnable alive, DnsResolver hosts)
      throws StreamFaultException {
    this.rule = target.rule();
    this.silence = limits.silence();
    this.limit = limits.wholePicture();
    this.alive = alive;
    this.start = address(target.address().reveal());
    this.http = WebConnections.client(target, start, silence, hosts);
  }

  /** The camera's own address. */
  URI start() {
    return start;
  }

  /**
   * Asks for an address, and for the one that it sends on to where that is allowed.
   *
   * @param headers what is said besides
   * @return an answer with 200, or 304 where {@code headers} ask under a condition
   * @throws StreamFaultException when there is no such answer; says why
   * @throws InterruptedException when the thread is told to stop
   */
  WebAnswer get(URI address, Map<String, String> headers)
      throws StreamFaultException, InterruptedException {
    URI next = address;
    for (int hop = 0; hop <= MOST_HOPS; hop++) {
      WebAnswer answer = ask(next, headers);
      int status = answer.status();
      if (status == OK || status == NOT_MODIFIED) {
        return answer;
      }
      String location = answer.header("Location");
      answer.close();
      if (status < REDIRECT || status > LAST_REDIRECT || location.isEmpty()) {
        throw WebFaults.status(status);
      }
      next = followed(next, location);
    }
    throw new StreamFaultException(
        StreamFault.OTHER_PROTOCOL,
        "the camera sends on and on: more than " + MOST_HOPS + " times");
  }

  /**
   * The address that an answer names, where it may be asked.
   *
   * @throws StreamFaultException when it is none, or settings do not allow it
   */
  URI followed(URI from, String reference) throws StreamFaultException {
    URI to = from.resolve(address(from, reference));
    if (!AddressRule.isWeb(to)) {
      throw new StreamFaultException(
          StreamFault.NOT_ALLOWED,
          "the camera names an address that is none of the web; it is not followed");
    }
    if (!rule.mayFollow(from, to)) {
      throw new StreamFaultException(
          StreamFault.NOT_ALLOWED,
          "the camera sends on to another host, "
              + to.getHost()
              + ": give that one's address, or set follow-redirects: true");
    }
    return to;
  }

  private WebAnswer ask(URI address, Map<String, String> headers)
      throws StreamFaultException, InterruptedException {
    alive.run();
    HttpGet request = new HttpGet(address);
    headers.forEach(request::setHeader);
    // A byte now and then keeps a connection from falling silent, and is no answer.
    CompletableFuture<Void> tooLate =
        CompletableFuture.runAsync(
            request::cancel,
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    try {
      ClassicHttpResponse response =
          http.executeOpen(WebConnections.host(address), request, context);
      return new WebAnswer(request, response, address, alive);
    } catch (IllegalStateException e) {
      requireNotStopped();
      throw WebFaults.late(silence); // It was given up while it was being connected.
    } catch (IOException e) {
      requireNotStopped();
      throw request.isCancelled()
          ? WebFaults.late(silence)
          : WebFaults.opening(e, address.getHost(), silence);
    } finally {
      tooLate.cancel(false);
    }
  }

  /**
   * A closed channel tells that the thread is to stop.
   *
   * @throws InterruptedException when it is
   */
  static void requireNotStopped() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("while a camera was asked");
    }
  }

  private static URI address(String text) throws StreamFaultException {
    try {
      URI address = new URI(text);
      if (AddressRule.isWeb(address)) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw notOne(); // Without the cause, which quotes the address.
    }
    throw notOne();
  }

  private static URI address(URI from, String text) throws StreamFaultException {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new StreamFaultException(
          StreamFault.OTHER_PROTOCOL,
          "what " + from.getHost() + " answers names an address that is none");
    }
  }

  private static StreamFaultException notOne() {
    return new StreamFaultException(
        StreamFault.OTHER, "the address is none of the web; it is not shown");
  }

  @Override
  public void close() {
    http.close(CloseMode.IMMEDIATE);
  }
}
