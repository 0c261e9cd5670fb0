package io.framewise.standalone.embedded;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of this machine's loopback interface. */
public final class Ports {

  private static final int HIGHEST = 65_535;

  private Ports() {}

  /**
   * Fails when something listens on {@code port} already, so that the error comes before anything
   * has been started.
   *
   * @param what the server that is to listen there, for the message
   * @param wayOut how a person gives it another port
   * @throws UserError when the port is taken, or there is no such port
   */
  public static void requireFree(String what, int port, String wayOut) {
    requireExisting(port);
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException e) {
      throw new UserError(
          "port " + port + ", meant for " + what + ", is in use by another program", wayOut, e);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " cannot be tried", e);
    }
  }

  /** A port that was free a moment ago. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("this machine has no free port", e);
    }
  }

  /**
   * {@code port}, or a free one for 0.
   *
   * @throws UserError when there is no such port
   */
  static int orFree(int port) {
    requireExisting(port);
    return port == 0 ? free() : port;
  }

  private static void requireExisting(int port) {
    if (port < 0 || port > HIGHEST) {
      throw new UserError(
          "there is no port " + port, "name one from 1 to " + HIGHEST + ", or 0 for a free one");
    }
  }
}
