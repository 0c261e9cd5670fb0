package io.framewise.platform.web;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Tells addresses of the public network from all others: those of this machine, of private
 * networks, of groups, and those that carry an address of another kind within, which may be any.
 */
public final class PublicAddresses {

  /** Addresses of {@code length} bits that begin with the same ones. */
  private record Block(BigInteger first, int free, int length) {

    static Block of(String text) {
      String[] parts = text.split("/");
      byte[] bytes = numeric(parts[0]);
      int length = bytes.length * Byte.SIZE;
      int free = length - Integer.parseInt(parts[1]);
      return new Block(new BigInteger(1, bytes).shiftRight(free), free, length);
    }

    private static byte[] numeric(String address) {
      try {
        return InetAddress.getByName(address).getAddress();
      } catch (UnknownHostException e) {
        throw new IllegalStateException("a number needs no look-up", e);
      }
    }

    boolean holds(byte[] address) {
      return address.length * Byte.SIZE == length
          && new BigInteger(1, address).shiftRight(free).equals(first);
    }
  }

  /** The registry of special addresses of IPv4 (RFC 6890 and what came later). */
  private static final List<Block> SPECIAL =
      List.of(
          Block.of("0.0.0.0/8"),
          Block.of("10.0.0.0/8"),
          Block.of("100.64.0.0/10"),
          Block.of("127.0.0.0/8"),
          Block.of("169.254.0.0/16"),
          Block.of("172.16.0.0/12"),
          Block.of("192.0.0.0/24"),
          Block.of("192.0.2.0/24"),
          Block.of("192.88.99.0/24"),
          Block.of("192.168.0.0/16"),
          Block.of("198.18.0.0/15"),
          Block.of("198.51.100.0/24"),
          Block.of("203.0.113.0/24"),
          Block.of("224.0.0.0/4"),
          Block.of("240.0.0.0/4"));

  /** Of IPv6 only this much is public at all. */
  private static final Block GLOBAL = Block.of("2000::/3");

  /** What of that is not: protocols, tunnels such as Teredo and 6to4, and examples. */
  private static final List<Block> SPECIAL_6 =
      List.of(
          Block.of("2001::/23"),
          Block.of("2001:db8::/32"),
          Block.of("2002::/16"),
          Block.of("3fff::/20"));

  private PublicAddresses() {}

  /** Whether everybody may connect to it. */
  public static boolean contain(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address
        ? GLOBAL.holds(bytes) && SPECIAL_6.stream().noneMatch(block -> block.holds(bytes))
        : SPECIAL.stream().noneMatch(block -> block.holds(bytes));
  }
}
