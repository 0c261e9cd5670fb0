package io.framewise.platform.observe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host and port as the header {@code Host} names them. Names have no case, and a dot at their end
 * means nothing.
 *
 * @param host the name in lower case without a dot at its end, or an address; IPv6 without brackets
 * @param port the port; -1 when none is named
 */
public record HostName(String host, int port) {

  private static final int LONGEST = 255;
  private static final int LAST_PORT = 65_535;

  /** A name or IPv4 address, or an IPv6 address in brackets; a port may follow. */
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:\\[(?<six>[0-9a-fA-F:.]{2,45})]|(?<name>[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)\\.?)"
              + "(?::(?<port>[0-9]{0,5}))?");

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

  /** Whoever ends so is an IPv4 address or nothing: no name does. */
  private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(?:.*\\.)?[0-9]+");

  /** What a text names; empty when it is not well-formed. */
  public static Optional<HostName> parse(String text) {
    if (text == null || text.length() > LONGEST + 10) {
      return Optional.empty();
    }
    Matcher parts = WRITTEN.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    String written = parts.group("port");
    int port = written == null || written.isEmpty() ? -1 : Integer.parseInt(written);
    String six = parts.group("six");
    if (port > LAST_PORT || (six != null && (six.indexOf(':') < 0 || address(six).isEmpty()))) {
      return Optional.empty();
    }
    String host = six == null ? parts.group("name") : six;
    if (six == null && isNeitherNameNorAddress(host)) {
      return Optional.empty();
    }
    return Optional.of(new HostName(host.toLowerCase(Locale.ROOT), port));
  }

  private static boolean isNeitherNameNorAddress(String host) {
    return ENDS_IN_A_NUMBER.matcher(host).matches() && !IPV4.matcher(host).matches();
  }

  /** The host of an address to listen on, which may be IPv6 with or without brackets. */
  public static Optional<HostName> ofListener(String host) {
    boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
    return parse(bare ? "[" + host + "]" : host);
  }

  /** Whether it can only be this machine. */
  public boolean isLoopback() {
    return host.equals("localhost")
        || (isAddress() && address(host).filter(InetAddress::isLoopbackAddress).isPresent());
  }

  private boolean isAddress() {
    return IPV4.matcher(host).matches() || host.indexOf(':') >= 0;
  }

  /** The same host, and the same port where {@code scheme} fills in what is not written. */
  public boolean isSameAs(HostName other, String scheme) {
    return host.equals(other.host) && port(scheme) == other.port(scheme);
  }

  private int port(String scheme) {
    if (port >= 0) {
      return port;
    }
    return "https".equalsIgnoreCase(scheme) ? 443 : 80;
  }

  /** Nothing is looked up by name: in brackets only an address is taken, and IPv4 is one. */
  private static Optional<InetAddress> address(String literal) {
    try {
      return Optional.of(
          InetAddress.getByName(IPV4.matcher(literal).matches() ? literal : "[" + literal + "]"));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
