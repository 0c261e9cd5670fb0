package io.framewise.connectors.web;

import io.framewise.platform.web.PublicAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where may be connected to.
 *
 * @param privateAddresses whether addresses that are not public may be
 * @param followRedirects whether what answers may send on to another host
 */
public record AddressRule(boolean privateAddresses, boolean followRedirects) {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** A host is known, and none of its addresses may be connected to. */
  static final class NotAllowedException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    NotAllowedException(String host) {
      super(
          "the host "
              + host
              + " has an address that is not public: where that is meant, set private-addresses: true");
    }
  }

  /**
   * What was found of a host, where all of it may be connected to.
   *
   * @throws NotAllowedException when one of its addresses may not be
   */
  InetAddress[] checked(String host, InetAddress... found) throws NotAllowedException {
    if (!privateAddresses && !Stream.of(found).allMatch(PublicAddresses::contain)) {
      throw new NotAllowedException(host);
    }
    return found;
  }

  /** Whether {@code from} may send on to {@code to}: within one host, or where it is allowed. */
  boolean mayFollow(URI from, URI to) {
    return followRedirects || origin(from).equals(origin(to));
  }

  private static String origin(URI address) {
    return (address.getScheme() + "://" + address.getHost()).toLowerCase(Locale.ROOT)
        + ":"
        + port(address);
  }

  /** The port of an address, its scheme's own where it names none. */
  static int port(URI address) {
    int usual = address.getScheme().equalsIgnoreCase("https") ? HTTPS : HTTP;
    return address.getPort() < 0 ? usual : address.getPort();
  }

  /** Whether it is an address of the web at all, without a user in it. */
  static boolean isWeb(URI address) {
    String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
    return (scheme.equals("http") || scheme.equals("https"))
        && address.getHost() != null
        && address.getRawUserInfo() == null;
  }
}
