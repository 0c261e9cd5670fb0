package io.framewise.lab.serve;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Asks a server as its clients do, in streams. */
final class HttpAsker implements Asker, AutoCloseable {

  private static final double NANOS = 1e9;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final URI base;
  private final int newTokens;

  /** Of a server at a port of this machine. */
  HttpAsker(int port, int newTokens) {
    this.base = URI.create("http://127.0.0.1:" + port + "/v1/");
    this.newTokens = newTokens;
  }

  @Override
  public AskTimes ask(int first, int questions, int atOnce) throws InterruptedException {
    List<Double> firstTexts = Collections.synchronizedList(new ArrayList<>());
    Iterator<Integer> numbers = Stream.iterate(first, n -> n + 1).limit(questions).iterator();
    List<Future<?>> clients = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < atOnce; i++) {
      clients.add(
          threads.submit(
              () -> {
                for (int number = next(numbers); number >= 0; number = next(numbers)) {
                  firstTexts.add(firstText(number));
                }
                return null;
              }));
    }
    for (Future<?> one : clients) {
      await(one);
    }
    return new AskTimes((System.nanoTime() - start) / NANOS, List.copyOf(firstTexts));
  }

  private static int next(Iterator<Integer> numbers) {
    synchronized (numbers) {
      return numbers.hasNext() ? numbers.next() : -1;
    }
  }

  private static void await(Future<?> one) throws InterruptedException {
    try {
      one.get();
    } catch (ExecutionException e) {
      throw new UserError("a question was not answered: " + e.getCause(), "see the log", e);
    }
  }

  /** Seconds to the first text of the answer; returns when the answer has ended. */
  private double firstText(int number) throws IOException, InterruptedException {
    String body =
        """
        {"messages": [{"role": "user", "content": "%s"}], "max_tokens": %d, "stream": true}"""
            .formatted(Asked.text(number), newTokens);
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("chat/completions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    long start = System.nanoTime();
    double first = Double.NaN;
    try (Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
      for (String line : (Iterable<String>) lines::iterator) {
        if (line.contains("\"error\"")) {
          throw new IOException(line);
        }
        if (Double.isNaN(first) && line.startsWith("data: {") && !line.contains("\"role\"")) {
          first = (System.nanoTime() - start) / NANOS;
        }
      }
    }
    return first;
  }

  /** Seconds that the list of models takes. */
  double models() throws IOException, InterruptedException {
    long start = System.nanoTime();
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(base.resolve("models")).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("the list of models is " + answer.statusCode());
    }
    return (System.nanoTime() - start) / NANOS;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
