package io.framewise.model.ask;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.function.BooleanSupplier;

/**
 * Lines from a pipe or a file. They are read on a thread of their own, because a signal cannot
 * interrupt a read of standard input, only a wait for it.
 */
final class PipeInput implements ChatInput {

  private final SynchronousQueue<Optional<String>> lines = new SynchronousQueue<>();
  private final BooleanSupplier cancelled;
  private final Thread reader;

  PipeInput(InputStream in, BooleanSupplier cancelled) {
    this.cancelled = cancelled;
    reader = new Thread(() -> read(in), "chat-input");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream in) {
    try {
      BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        lines.put(Optional.of(line));
      }
      lines.put(Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException("standard input cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Optional<String> line() throws InterruptedException {
    return lines.take();
  }

  @Override
  public void answering() {}

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }

  @Override
  public boolean interactive() {
    return false;
  }

  @Override
  public void close() {
    reader.interrupt();
  }
}
