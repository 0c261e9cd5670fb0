package io.framewise.model.hub;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A hub with one model on this machine, and a second server on another port from which its large
 * files come. Steps are named {@code LIST}, {@code HEAD file}, {@code GET file} and {@code CDN
 * file}; a fault replaces the next answer to a step.
 */
final class FakeHub implements AutoCloseable {

  /** What came in. */
  record Seen(String step, String authorization, String range) {}

  /** Answers a request in place of the hub. */
  @FunctionalInterface
  interface Fault {
    void answer(HttpExchange exchange, byte[] content) throws IOException;
  }

  static final String REPOSITORY = "acme/tiny";
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  static final String TENSORS = "model.safetensors";

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final HttpServer hub = server(this::hub);
  private final HttpServer cdn = server(this::cdn);

  FakeHub() {
    put("config.json", "{\"model_type\": \"internvl\"}".getBytes(StandardCharsets.UTF_8));
    put("tokenizer.json", "{}".getBytes(StandardCharsets.UTF_8));
    byte[] tensors = new byte[600_000];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = (byte) ((i * 31) >> 3);
    }
    put(TENSORS, tensors);
  }

  private HttpServer server(HttpHandler handler) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer server = HttpServer.create(address, 0);
      server.createContext("/", handler);
      server.setExecutor(threads);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void put(String name, byte[] content) {
    files.put(name, content);
  }

  void remove(String name) {
    files.remove(name);
  }

  byte[] content(String name) {
    return files.get(name);
  }

  /** The next answer to a step is this one; several are given one after another. */
  FakeHub fault(String step, Fault... answers) {
    faults.computeIfAbsent(step, key -> new ArrayDeque<>()).addAll(List.of(answers));
    return this;
  }

  List<Seen> seen() {
    return seen;
  }

  long count(String step) {
    return seen.stream().filter(one -> one.step().equals(step)).count();
  }

  String endpoint() {
    return address(hub);
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void hub(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String list = "/api/models/" + REPOSITORY + "/revision/";
    String resolve = "/" + REPOSITORY + "/resolve/" + COMMIT + "/";
    if (path.startsWith(list)) {
      byte[] listing = listing();
      answer("LIST", exchange, listing, FakeHub::whole);
    } else if (path.startsWith(resolve)) {
      String file = path.substring(resolve.length());
      String step = exchange.getRequestMethod() + " " + file;
      answer(step, exchange, files.get(file), (e, content) -> resolve(e, file, content));
    } else {
      answer("UNKNOWN", exchange, null, status(404));
    }
  }

  private void cdn(HttpExchange exchange) throws IOException {
    String file = exchange.getRequestURI().getPath().substring(1);
    answer("CDN " + file, exchange, files.get(file), FakeHub::ranged);
  }

  private void answer(String step, HttpExchange exchange, byte[] content, Fault usual)
      throws IOException {
    Headers headers = exchange.getRequestHeaders();
    seen.add(new Seen(step, headers.getFirst("Authorization"), headers.getFirst("Range")));
    Deque<Fault> waiting = faults.getOrDefault(step, new ArrayDeque<>());
    Fault fault;
    synchronized (waiting) {
      fault = waiting.poll();
    }
    try (exchange) {
      (fault == null ? usual : fault).answer(exchange, content);
    }
  }

  private byte[] listing() {
    String siblings =
        files.keySet().stream()
            .map(name -> "{\"rfilename\":\"" + name.replace("\\", "\\\\") + "\"}")
            .collect(Collectors.joining(","));
    return ("{\"sha\":\"" + COMMIT + "\",\"siblings\":[" + siblings + "]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What the hub answers about a file when there is no fault. */
  void resolve(HttpExchange exchange, String file, byte[] content) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("X-Repo-Commit", COMMIT);
    if (file.endsWith(".safetensors")) {
      headers.set("X-Linked-Etag", "\"" + hash("SHA-256", content) + "\"");
      headers.set("X-Linked-Size", Integer.toString(content.length));
      headers.set("Location", address(cdn) + "/" + file + "?Signature=signed");
      exchange.sendResponseHeaders(302, -1);
    } else {
      headers.set("ETag", "\"" + gitBlob(content) + "\"");
      ranged(exchange, content);
    }
  }

  static String gitBlob(byte[] content) {
    byte[] header = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] both = Arrays.copyOf(header, header.length + content.length);
    System.arraycopy(content, 0, both, header.length, content.length);
    return hash("SHA-1", both);
  }

  static String hash(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void ranged(HttpExchange exchange, byte[] content) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      whole(exchange, content);
      return;
    }
    int from = Integer.parseInt(range.replaceAll("\\D", ""));
    byte[] rest = Arrays.copyOfRange(content, from, content.length);
    String held = "bytes " + from + "-" + (content.length - 1) + "/" + content.length;
    exchange.getResponseHeaders().set("Content-Range", held);
    send(exchange, 206, rest);
  }

  /** The whole content, whatever range was asked for. */
  static void whole(HttpExchange exchange, byte[] content) throws IOException {
    send(exchange, 200, content);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** An answer without a body; headers as name, value, name, value. */
  static Fault status(int status, String... headers) {
    return (exchange, content) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  /** Announces everything and hangs up after {@code bytes}. */
  static Fault breaksOffAfter(int bytes) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
    };
  }

  /** Announces everything and falls silent after {@code bytes} until the hub is closed. */
  Fault silentAfter(int bytes) {
    return (exchange, content) -> {
      breaksOffAfter(bytes).answer(exchange, content);
      try {
        closing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** As many bytes, but not those. */
  static void damaged(HttpExchange exchange, byte[] content) throws IOException {
    byte[] other = content.clone();
    other[other.length / 2] ^= 1;
    whole(exchange, other);
  }

  /** Sends the asker to another address. */
  static Fault redirect(int status, String location) {
    return status(status, "Location", location);
  }

  URI cdnFile(String name) {
    return URI.create(address(cdn) + "/" + name);
  }

  /** Settings of a cache with nothing in it yet, by environment. */
  Map<String, String> environment(Path home, String... more) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("HF_HOME", home.toString());
    environment.put("HF_ENDPOINT", endpoint());
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], Optional.ofNullable(more[i + 1]).orElse(""));
    }
    return environment;
  }

  @Override
  public void close() {
    closing.countDown();
    hub.stop(0);
    cdn.stop(0);
    threads.shutdownNow();
  }
}
