package io.framewise.connectors.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A camera that speaks HTTP: {@code /mjpeg} is a stream of JPEGs, {@code /picture} one picture, and
 * {@code /hls/...} the files of a folder. It does on command what cameras do.
 */
public final class WebCamera implements AutoCloseable {

  /** What the camera does from now on, to open connections too. */
  public enum Behaviour {
    /** Sends its pictures. */
    PLAYS,
    /** Sends nothing more, and keeps the connection. */
    STALLS,
    /** Ends each connection. */
    CUTS,
    /** Sends noise in the place of pictures, which begins like one. */
    SENDS_NOISE,
    /** Accepts requests and never answers. */
    IS_SILENT,
    /** Refuses every user. */
    REFUSES_USERS,
    /** Lets nobody see it. */
    FORBIDS,
    /** Knows no such path. */
    LACKS_THE_STREAM,
    /** Says that it serves as many as it can. */
    IS_BUSY,
    /** Answers with a page. */
    IS_A_PAGE,
    /** Answers with more bytes than any picture has. */
    SENDS_TOO_MUCH
  }

  private static final int NOT_MODIFIED = 304;
  private static final int TOO_MUCH = 21 * 1024 * 1024;
  private static final int PICTURES_A_SECOND = 25;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final DigestCheck login;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, String> redirects = new HashMap<>();
  private volatile Behaviour behaviour = Behaviour.PLAYS;
  private volatile Supplier<byte[]> pictures = blue();
  private volatile boolean lengths = true;
  private volatile boolean tags = true;
  private volatile Path folder;
  private volatile boolean closed;

  private WebCamera(HttpServer server, DigestCheck login) {
    this.server = server;
    this.login = login;
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** A camera that anybody may see. */
  public static WebCamera start() {
    return start(DigestCheck.NONE);
  }

  /** A camera that asks for a log-in. */
  public static WebCamera start(DigestCheck login) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new WebCamera(HttpServer.create(address, 0), login);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Address of a path, such as {@code /mjpeg}. */
  public String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Changes what it does. */
  public void does(Behaviour next) {
    behaviour = next;
  }

  /** Changes its picture. */
  public void shows(byte[] next) {
    pictures = () -> next;
  }

  /** Gives another picture each time. */
  public void showsInTurn(Supplier<byte[]> next) {
    pictures = next;
  }

  private static Supplier<byte[]> blue() {
    byte[] picture = Pictures.of("jpg", Color.BLUE);
    return () -> picture;
  }

  /** Whether it knows by itself which picture has changed. */
  public void givesTags(boolean gives) {
    tags = gives;
  }

  /** Whether the parts of its stream say how long they are. */
  public void saysLengths(boolean says) {
    lengths = says;
  }

  /** Sends what asks for {@code path} on to {@code location}. */
  public void redirects(String path, String location) {
    redirects.put(path, location);
  }

  /** Serves the files of a folder below {@code /hls/}. */
  public void serves(Path files) {
    folder = files;
  }

  /** Paths that were asked for so far. */
  public List<String> requests() {
    return requests;
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    requests.add(path);
    try (exchange) {
      if (!login.admits(exchange) || behaviour == Behaviour.REFUSES_USERS) {
        exchange.getResponseHeaders().add("WWW-Authenticate", login.challenge());
        exchange.sendResponseHeaders(401, -1);
      } else if (redirects.containsKey(path)) {
        exchange.getResponseHeaders().add("Location", redirects.get(path));
        exchange.sendResponseHeaders(302, -1);
      } else {
        answer(exchange, path.split("\\?", 2)[0]);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, String path) throws IOException, InterruptedException {
    switch (behaviour) {
      case FORBIDS -> exchange.sendResponseHeaders(403, -1);
      case LACKS_THE_STREAM -> exchange.sendResponseHeaders(404, -1);
      case IS_BUSY -> exchange.sendResponseHeaders(503, -1);
      case IS_SILENT -> hold(Behaviour.IS_SILENT);
      case CUTS -> {}
      case IS_A_PAGE ->
          send(exchange, "text/html", "<html>log in</html>".getBytes(StandardCharsets.UTF_8));
      case SENDS_TOO_MUCH -> send(exchange, "image/jpeg", tooMuch());
      default -> answerAsCamera(exchange, path);
    }
  }

  private byte[] tooMuch() {
    byte[] bytes = new byte[TOO_MUCH];
    byte[] picture = pictures.get();
    System.arraycopy(picture, 0, bytes, 0, picture.length);
    return bytes;
  }

  private void hold(Behaviour while_) throws InterruptedException {
    while (behaviour == while_ && !closed) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private void answerAsCamera(HttpExchange exchange, String path)
      throws IOException, InterruptedException {
    if (path.equals("/mjpeg")) {
      exchange
          .getResponseHeaders()
          .add("Content-Type", "multipart/x-mixed-replace; boundary=\"frame\"");
      exchange.sendResponseHeaders(200, 0);
      stream(exchange.getResponseBody());
    } else if (path.startsWith("/hls/") && folder != null) {
      Path file = folder.resolve(path.substring("/hls/".length()));
      if (Files.exists(file)) {
        send(exchange, "application/octet-stream", Files.readAllBytes(file));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    } else {
      hold(Behaviour.STALLS);
      sendPicture(exchange);
    }
  }

  private void sendPicture(HttpExchange exchange) throws IOException {
    byte[] shown = shown();
    String tag = "\"" + Arrays.hashCode(shown) + "\"";
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(NOT_MODIFIED, -1);
    } else {
      if (tags) {
        exchange.getResponseHeaders().add("ETag", tag);
      }
      send(exchange, "image/jpeg", shown);
    }
  }

  private byte[] shown() {
    byte[] picture = pictures.get();
    if (behaviour != Behaviour.SENDS_NOISE) {
      return picture;
    }
    byte[] noise = CameraConnection.noise(picture.length);
    System.arraycopy(picture, 0, noise, 0, 4);
    return noise;
  }

  private void stream(OutputStream out) throws IOException, InterruptedException {
    while (!closed && behaviour != Behaviour.CUTS) {
      if (behaviour != Behaviour.STALLS) {
        byte[] shown = shown();
        String length = lengths ? "Content-Length: " + shown.length + "\r\n" : "";
        out.write(
            ("--frame\r\nContent-Type: image/jpeg\r\n" + length + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(shown);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
      // A camera keeps time; nothing is waited for.
      TimeUnit.MILLISECONDS.sleep(1000 / PICTURES_A_SECOND);
    }
  }

  private static void send(HttpExchange exchange, String type, byte[] bytes) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed = true;
    server.stop(0);
    threads.shutdownNow();
  }
}
