package io.framewise.connectors.web;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** What goes wrong with a camera's HTTP, in words that a person can act on. */
final class WebFaults {

  private static final double MILLIS = 1000;

  private WebFaults() {}

  /** An answer that is not what was asked for. */
  static StreamFaultException status(int code) {
    return switch (code) {
      case 401 ->
          new StreamFaultException(
              StreamFault.UNAUTHORIZED,
              "the camera refuses the log-in (401): check user and password");
      case 403 ->
          new StreamFaultException(
              StreamFault.FORBIDDEN, "the camera does not let this user see the picture (403)");
      case 404, 410 ->
          new StreamFaultException(
              StreamFault.NOT_FOUND,
              "the camera has no picture of that path (" + code + "): check the address' path");
      case 429 -> new StreamFaultException(StreamFault.BUSY, "the camera is asked too often (429)");
      default ->
          code >= 500
              ? new StreamFaultException(
                  StreamFault.BUSY,
                  "the camera answers with an error of its own (" + code + "): restart it")
              : new StreamFaultException(
                  StreamFault.OTHER_PROTOCOL,
                  "the camera answers with " + code + " in place of a picture");
    };
  }

  /** It could not be connected, or did not answer. */
  static StreamFaultException opening(IOException e, String host, Duration silence) {
    if (e instanceof AddressRule.NotAllowedException) {
      return new StreamFaultException(StreamFault.NOT_ALLOWED, e.getMessage());
    }
    if (e instanceof HostLookUp.NoAnswerException) {
      return new StreamFaultException(
          StreamFault.NAME_NOT_FOUND,
          "the name server does not say within "
              + seconds(silence)
              + " what host "
              + host
              + " is: check this machine's network, or write the camera's number");
    }
    if (e instanceof UnknownHostException) {
      return new StreamFaultException(
          StreamFault.NAME_NOT_FOUND,
          "no host is known by the name " + host + ": check it, or write its number");
    }
    if (e instanceof SocketTimeoutException || e instanceof ConnectTimeoutException) {
      return late(silence);
    }
    if (e instanceof NoRouteToHostException) {
      return new StreamFaultException(
          StreamFault.NO_ROUTE,
          "there is no way to the host: check the address, the cable and the firewall");
    }
    if (e instanceof ConnectException) {
      return new StreamFaultException(
          StreamFault.REFUSED, "the host refuses the connection: nothing listens on that port");
    }
    if (e instanceof SSLException) {
      return new StreamFaultException(
          StreamFault.OTHER,
          "no connection with TLS: its certificate is not trusted or not of that name, or what answers does not speak TLS");
    }
    if (e instanceof NoHttpResponseException) {
      return closed();
    }
    return e.getCause() instanceof HttpException
        ? new StreamFaultException(
            StreamFault.OTHER_PROTOCOL, "what answers there does not speak HTTP as it should")
        : closed();
  }

  /** Nothing came from the start. */
  static StreamFaultException late(Duration silence) {
    return new StreamFaultException(
        StreamFault.TIMED_OUT, "nothing came from the camera within " + seconds(silence));
  }

  /** An answer could not be read on. */
  static StreamFaultException reading(IOException e, Duration silence) {
    return e instanceof SocketTimeoutException ? stalled(silence) : closed();
  }

  /** Too little came for too long. */
  static StreamFaultException stalled(Duration silence) {
    return new StreamFaultException(StreamFault.STALLED, "no picture came for " + seconds(silence));
  }

  /** What came for too long was no picture. */
  static StreamFaultException noPictures(Duration time) {
    return new StreamFaultException(
        StreamFault.STALLED, "what the camera has sent for " + seconds(time) + " are no pictures");
  }

  /** The connection was ended. */
  static StreamFaultException closed() {
    return new StreamFaultException(StreamFault.CLOSED, "the camera ended the connection");
  }

  /** More came than is taken. */
  static StreamFaultException tooLarge(String what, long most) {
    return new StreamFaultException(
        StreamFault.TOO_LARGE,
        what + " is larger than " + (most >> 20) + " MiB, which is the most that is taken");
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / MILLIS);
  }
}
