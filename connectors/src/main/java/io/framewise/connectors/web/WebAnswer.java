package io.framewise.connectors.web;

import io.framewise.connectors.source.StreamFaultException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/**
 * An answer of a camera, whose bytes come as they are read. Not safe for use by several threads.
 */
final class WebAnswer implements AutoCloseable {

  private static final int PIECE = 16 * 1024;

  private final HttpGet request;
  private final ClassicHttpResponse response;
  private final URI address;
  private final InputStream body;
  private final Runnable alive;
  private boolean ended;

  /** The answer to a request; {@code alive} is run whenever a part of it has come. */
  WebAnswer(HttpGet request, ClassicHttpResponse response, URI address, Runnable alive)
      throws IOException {
    this.alive = alive;
    this.request = request;
    this.response = response;
    this.address = address;
    HttpEntity entity = response.getEntity();
    this.ended = entity == null;
    this.body =
        new BufferedInputStream(
            entity == null ? InputStream.nullInputStream() : entity.getContent(), PIECE);
  }

  /** Its number, such as 200. */
  int status() {
    return response.getCode();
  }

  /** Who gave it, behind all redirects. */
  URI address() {
    return address;
  }

  /** A header; empty when there is none. */
  String header(String name) {
    Header header = response.getFirstHeader(name);
    return header == null || header.getValue() == null ? "" : header.getValue();
  }

  /** Its content type in lower case, without what follows a semicolon. */
  String type() {
    return header("Content-Type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** Its bytes. */
  InputStream body() {
    return body;
  }

  /**
   * The first bytes, which stay to be read; fewer where it has no more.
   *
   * @param limit how long they may take together
   */
  byte[] peek(int count, Duration limit) throws StreamFaultException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    byte[] first = new byte[count];
    int have = 0;
    try {
      body.mark(count);
      for (int more = body.read(first); more > 0; more = body.read(first, have, count - have)) {
        have += more;
        goesOn(deadline, limit);
      }
      body.reset();
      return Arrays.copyOf(first, have);
    } catch (IOException e) {
      WebClient.requireNotStopped();
      throw WebFaults.reading(e, limit);
    }
  }

  /** A part of it has come. */
  private void goesOn(long deadline, Duration limit) throws StreamFaultException {
    alive.run();
    if (System.nanoTime() - deadline > 0) {
      throw WebFaults.stalled(limit);
    }
  }

  /**
   * All of its bytes.
   *
   * @param what what they are, for errors
   * @param most how many are taken
   * @param limit how long they may take together
   */
  byte[] all(String what, int most, Duration limit)
      throws StreamFaultException, InterruptedException {
    long told = response.getEntity() == null ? 0 : response.getEntity().getContentLength();
    if (told > most) {
      throw WebFaults.tooLarge(what, most);
    }
    long deadline = System.nanoTime() + limit.toNanos();
    byte[] bytes = new byte[told < 0 ? PIECE : (int) told];
    int have = 0;
    try {
      for (int next = body.read(); next >= 0; next = body.read()) {
        if (have == most) {
          throw WebFaults.tooLarge(what, most);
        }
        if (have == bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(PIECE, 2 * have)));
        }
        bytes[have++] = (byte) next;
        have += Math.max(0, body.read(bytes, have, Math.min(PIECE, bytes.length - have)));
        goesOn(deadline, limit);
      }
      ended = true;
      return have == bytes.length ? bytes : Arrays.copyOf(bytes, have);
    } catch (IOException e) {
      WebClient.requireNotStopped();
      throw WebFaults.reading(e, limit);
    }
  }

  /** Ends it; the connection is kept where it was read to its end. */
  @Override
  public void close() {
    try {
      if (!ended) {
        request.cancel(); // Closing alone would read on to the end, which may never come.
      }
      response.close();
    } catch (IOException e) {
      request.cancel(); // It is closed one way or the other.
    }
  }
}
