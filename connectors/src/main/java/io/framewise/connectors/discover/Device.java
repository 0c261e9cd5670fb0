package io.framewise.connectors.discover;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A device that may have streams.
 *
 * @param endpoint its own lasting id; may be empty
 * @param service where it is asked about itself, on the host that answered
 * @param name what it calls itself; may be empty
 * @param model which product it says it is; may be empty
 */
record Device(String endpoint, URI service, String name, String model) {

  private static final String SERVICE_PATH = "/onvif/device_service";
  private static final String NAME_SCOPE = "onvif://www.onvif.org/name/";
  private static final String MODEL_SCOPE = "onvif://www.onvif.org/hardware/";
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /** The device at a host that a person named. */
  static Device at(String host, int port) {
    return new Device("", service("http", host, port, SERVICE_PATH), "", "");
  }

  /**
   * The device that one match of an answer tells of. Whatever addresses it holds, only the host
   * that sent it is ever asked: a device must not send us elsewhere.
   *
   * @param match the element that tells of it
   * @param sender the host that sent the answer
   */
  static Optional<Device> of(XmlElement match, String sender) {
    List<URI> addresses =
        words(match.textOf("XAddrs")).stream()
            .map(text -> OwnAddress.of(text, sender))
            .flatMap(Optional::stream)
            .toList();
    List<String> scopes = words(match.textOf("Scopes"));
    return addresses.stream()
        .filter(address -> address.getScheme().equals("http"))
        .findFirst()
        .or(() -> addresses.stream().findFirst())
        .map(
            address ->
                new Device(
                    match.textOf("Address"),
                    address,
                    scope(scopes, NAME_SCOPE),
                    scope(scopes, MODEL_SCOPE)));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\\s+"));
  }

  private static String scope(List<String> scopes, String prefix) {
    return scopes.stream()
        .filter(scope -> scope.startsWith(prefix))
        .map(scope -> decoded(scope.substring(prefix.length())))
        .findFirst()
        .orElse("");
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // A percent sign that is meant as one.
    }
  }

  private static URI service(String scheme, String host, int port, String path) {
    return OwnAddress.build(scheme, host, port, path, null);
  }

  /** What one device is told from another by. */
  String key() {
    return endpoint.isEmpty() ? service.toString() : endpoint;
  }

  /** The host, for people: with its port where that is not the usual one. */
  String host() {
    int port = service.getPort();
    boolean usual = port < 0 || port == HTTP_PORT || port == HTTPS_PORT;
    return usual ? service.getHost() : service.getHost() + ":" + port;
  }
}
