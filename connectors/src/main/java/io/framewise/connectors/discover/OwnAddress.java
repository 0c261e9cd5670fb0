package io.framewise.connectors.discover;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Addresses that a device says, on the host that it answers from. A device that lies, or that knows
 * itself by an address of another network, sends nobody to another host by it.
 */
final class OwnAddress {

  private static final Set<String> WEB = Set.of("http", "https");
  private static final int LONGEST = 2048;

  private OwnAddress() {}

  /**
   * An address of a service, on {@code host}; nothing where it is none.
   *
   * @param said what the device says
   * @param host the host that it answers from
   */
  static Optional<URI> of(String said, String host) {
    return on(said, host).filter(address -> WEB.contains(address.getScheme()));
  }

  /** The same for an address of any scheme. */
  static Optional<URI> on(String said, String host) {
    if (said.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      URI address = new URI(said);
      if (address.getScheme() == null || address.getHost() == null) {
        return Optional.empty();
      }
      return Optional.of(
          build(
              address.getScheme().toLowerCase(Locale.ROOT),
              host,
              address.getPort(),
              address.getRawPath(),
              address.getRawQuery()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** An address of these parts, path and query as they stand in it. */
  static URI build(String scheme, String host, int port, String path, String query) {
    String plain = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return URI.create(
        scheme
            + "://"
            + plain
            + (port < 0 ? "" : ":" + port)
            + path
            + (query == null ? "" : "?" + query));
  }
}
