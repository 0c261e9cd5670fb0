package io.framewise.connectors.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A camera that speaks RTSP, with the pictures in the connection itself, and does on command what
 * cameras do: it stalls, cuts, resets, lies, refuses and sends garbage.
 */
public final class CameraServer implements AutoCloseable {

  /** What the camera does from now on, to open connections too. */
  public enum Behaviour {
    /** Sends its pictures. */
    PLAYS,
    /** Sends nothing more, and keeps the connection. */
    STALLS,
    /** Sends the same picture again and again. */
    IS_FROZEN,
    /** Sends 120 pictures a second. */
    HURRIES,
    /** Ends each connection. */
    CUTS,
    /** Ends each connection with a reset. */
    RESETS,
    /** Sends noise in the place of what the protocol asks for. */
    SENDS_NOISE,
    /** Sends packets of video whose content is noise. */
    SENDS_NOISE_AS_VIDEO,
    /** Accepts connections and never says a word. */
    IS_SILENT,
    /** Refuses every user. */
    REFUSES_USERS,
    /** Says that it serves as many as it can. */
    IS_BUSY,
    /** Knows no such stream. */
    LACKS_THE_STREAM,
    /** Has sound only. */
    HAS_NO_VIDEO,
    /** Has video in a codec that is not taken. */
    HAS_ANOTHER_CODEC,
    /** Answers as a web server. */
    IS_A_WEB_SERVER
  }

  private static final long NOTICED_NANOS = 500_000_000;

  private final ServerSocket server;
  private final H264Pictures pictures;
  private final String credentials;
  private final Set<CameraConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger logins = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private volatile Behaviour behaviour = Behaviour.PLAYS;
  private volatile boolean closed;

  private CameraServer(ServerSocket server, H264Pictures pictures, String credentials) {
    this.server = server;
    this.pictures = pictures;
    this.credentials = credentials;
    Thread thread = new Thread(this::accept, "camera-" + server.getLocalPort());
    thread.setDaemon(true);
    thread.start();
  }

  /** A camera that anybody may see, whose stream is made in {@code folder}. */
  public static CameraServer start(Path folder) {
    return start(folder, 0, "");
  }

  /**
   * A camera on a port of its own.
   *
   * @param folder where its stream is made
   * @param port its port, 0 for a free one
   * @param credentials user and password with a colon between; empty for an open camera
   */
  public static CameraServer start(Path folder, int port, String credentials) {
    return showing(
        Clip.render(folder.resolve("camera.h264"), "h264", 2 * Clip.RATE, 0), port, credentials);
  }

  /** The same with pictures of its own: a file of H.264 in the byte stream format. */
  public static CameraServer showing(Path file, int port, String credentials) {
    H264Pictures pictures = H264Pictures.read(file);
    try {
      ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      return new CameraServer(server, pictures, credentials);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Address of its stream, without user and password. */
  public String address() {
    return "rtsp://127.0.0.1:" + port() + "/stream";
  }

  /** Its port. */
  public int port() {
    return server.getLocalPort();
  }

  /** Changes what it does. */
  public void does(Behaviour next) {
    behaviour = next;
    if (next == Behaviour.CUTS || next == Behaviour.RESETS) {
      open.forEach(CameraConnection::end);
    }
  }

  /** Log-ins that it has accepted. */
  public int logins() {
    return logins.get();
  }

  /** Connections that play now. */
  public int playing() {
    return (int) open.stream().filter(CameraConnection::plays).count();
  }

  /** Most connections that played at once. */
  public int mostPlaying() {
    return mostOpen.get();
  }

  Behaviour behaviour() {
    return behaviour;
  }

  H264Pictures pictures() {
    return pictures;
  }

  boolean admits(String authorization) {
    String expected =
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return behaviour != Behaviour.REFUSES_USERS
        && (credentials.isEmpty() || expected.equals(authorization));
  }

  /** A viewer that has gone may not have been noticed yet, and is no second one. */
  void played() {
    logins.incrementAndGet();
    long deadline = System.nanoTime() + NOTICED_NANOS;
    while (playing() > 1 && deadline - System.nanoTime() > 0) {
      Thread.onSpinWait();
    }
    mostOpen.accumulateAndGet(playing(), Math::max);
  }

  void ended(CameraConnection connection) {
    open.remove(connection);
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = server.accept();
        CameraConnection connection = new CameraConnection(this, socket);
        open.add(connection);
        connection.start();
      } catch (IOException e) {
        if (!closed) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(CameraConnection::end);
  }
}
