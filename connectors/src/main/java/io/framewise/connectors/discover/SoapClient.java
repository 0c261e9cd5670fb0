package io.framewise.connectors.discover;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.platform.terminal.Columns;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.xml.stream.XMLStreamException;

/** Asks a device one thing after another. No redirect is followed. Safe for several threads. */
final class SoapClient {

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final String ENVELOPE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope">
        <e:Header>%s</e:Header>
        <e:Body>%s</e:Body>
      </e:Envelope>
      """;

  private final HttpClient http;
  private final Duration limit;

  /**
   * A client.
   *
   * @param limit how long each answer may take, to its last byte
   */
  SoapClient(Duration limit) {
    this.limit = limit;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(limit)
            .build();
  }

  /**
   * Asks.
   *
   * @param header who asks; may be empty
   * @param body what is asked
   * @return the body of the answer
   * @throws StreamFaultException when there is no good answer; says why
   */
  XmlElement ask(URI service, String header, String body)
      throws StreamFaultException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service)
            .header("Content-Type", "application/soap+xml; charset=utf-8")
            .POST(BodyPublishers.ofString(ENVELOPE.formatted(header, body)))
            .build();
    HttpResponse<byte[]> response = send(request);
    int status = response.statusCode();
    try {
      XmlElement answer = XmlReader.read(response.body());
      if (answer.first("Fault").isPresent()) {
        throw fault(answer);
      }
      if (status == OK) {
        return answer
            .first("Body")
            .orElseThrow(() -> other("what answers at " + service + " does not speak ONVIF"));
      }
    } catch (XMLStreamException e) {
      if (status == OK) {
        throw other("what answers at " + service + " does not speak ONVIF");
      }
    }
    throw refused(service, status);
  }

  private HttpResponse<byte[]> send(HttpRequest request)
      throws StreamFaultException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, head -> new BoundedBody(XmlReader.MOST_BYTES));
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new StreamFaultException(
          StreamFault.TIMED_OUT, "nothing came from " + request.uri() + " in time");
    } catch (ExecutionException e) {
      throw unreachable(request.uri(), e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static StreamFaultException unreachable(URI service, Throwable cause) {
    if (cause instanceof SSLException) {
      return other(
          service + " has a certificate that is not trusted here; allow HTTP on the camera");
    }
    if (cause instanceof UnknownHostException
        || cause.getCause() instanceof UnresolvedAddressException) {
      return new StreamFaultException(
          StreamFault.NAME_NOT_FOUND, "no host is known as " + service.getHost());
    }
    if (cause instanceof NoRouteToHostException) {
      return new StreamFaultException(
          StreamFault.NO_ROUTE, "the network knows no way to " + service.getHost());
    }
    if (cause instanceof java.net.http.HttpTimeoutException) {
      return new StreamFaultException(
          StreamFault.TIMED_OUT, "nothing came from " + service + " in time");
    }
    if (cause instanceof ConnectException) {
      return new StreamFaultException(
          StreamFault.REFUSED, "nothing listens at " + service.getHost() + ":" + port(service));
    }
    return cause instanceof IOException
        ? new StreamFaultException(
            StreamFault.CLOSED,
            service + " broke off its answer: " + Columns.plain(String.valueOf(cause.getMessage())))
        : new StreamFaultException(StreamFault.OTHER, service + " cannot be asked");
  }

  private static int port(URI service) {
    int usual = service.getScheme().equals("https") ? 443 : 80;
    return service.getPort() < 0 ? usual : service.getPort();
  }

  /** What a device says in its own words, without what could be quoted in them. */
  private static StreamFaultException fault(XmlElement answer) {
    boolean refused =
        answer.named("Value").stream()
            .anyMatch(
                value ->
                    value.text().endsWith("NotAuthorized")
                        || value.text().endsWith("FailedAuthentication"));
    return refused ? unauthorized() : other("the camera refuses: " + Columns.plain(reason(answer)));
  }

  private static String reason(XmlElement answer) {
    String text = answer.textOf("Text");
    return text.isEmpty() ? answer.textOf("faultstring") : text;
  }

  private static StreamFaultException refused(URI service, int status) {
    return switch (status) {
      case UNAUTHORIZED -> unauthorized();
      case FORBIDDEN ->
          new StreamFaultException(
              StreamFault.FORBIDDEN, "the user may not ask the camera for its streams (403)");
      case NOT_FOUND ->
          new StreamFaultException(
              StreamFault.NOT_FOUND, "there is no ONVIF at " + service + "; switch it on there");
      default -> other(service + " answers with status " + status);
    };
  }

  private static StreamFaultException unauthorized() {
    return new StreamFaultException(
        StreamFault.UNAUTHORIZED,
        "user or password are missing or wrong (401); many cameras have users of their own for ONVIF");
  }

  private static StreamFaultException other(String words) {
    return new StreamFaultException(StreamFault.OTHER, words);
  }
}
