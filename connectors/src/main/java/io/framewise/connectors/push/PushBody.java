package io.framewise.connectors.push;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gathers the pictures of one request, which are one body or the parts of a form. Bytes are counted
 * as they come, so that no more than is taken is ever held. Runs on the request's thread.
 */
final class PushBody {

  private static final int MOST_PARTS = 64;
  private static final int LONGEST_NAME = 200;

  private final HttpServerRequest request;
  private final int maxBytes;
  private final List<Part> parts = new ArrayList<>();
  private Consumer<Refusal> onRefusal = refusal -> {};
  private long read;
  private boolean over;

  private record Part(String name, Buffer bytes) {}

  PushBody(HttpServerRequest request, int maxBytes) {
    this.request = request;
    this.maxBytes = maxBytes;
  }

  /** Reads; exactly one of the two is called, once. */
  void read(Consumer<List<PushedPicture>> whole, Consumer<Refusal> refused) {
    onRefusal = refused;
    request.exceptionHandler(e -> refuse(Refusal.badRequest("the body is not well-formed")));
    request.endHandler(end -> end(whole));
    if (declared() > maxBytes) {
      request.handler(thrownAway -> {});
      refuse(Refusal.tooLarge(maxBytes));
    } else if (isForm(request)) {
      request.handler(this::count);
      request.uploadHandler(this::upload);
      request.setExpectMultipart(true);
    } else {
      Buffer bytes = Buffer.buffer();
      parts.add(new Part("", bytes));
      request.handler(
          part -> {
            count(part);
            append(bytes, part);
          });
    }
  }

  static boolean isForm(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null && type.regionMatches(true, 0, "multipart/form-data", 0, 19);
  }

  private long declared() {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private void count(Buffer part) {
    read += part.length();
    if (read > maxBytes) {
      refuse(Refusal.tooLarge(maxBytes));
    }
  }

  private void upload(HttpServerFileUpload upload) {
    Buffer bytes = Buffer.buffer();
    if (parts.size() == MOST_PARTS) {
      refuse(Refusal.badRequest("a form may have " + MOST_PARTS + " pictures"));
    }
    if (!over) {
      parts.add(new Part(named(upload.filename()), bytes));
    }
    upload.exceptionHandler(e -> refuse(Refusal.badRequest("the form is not well-formed")));
    upload.handler(part -> append(bytes, part));
  }

  private void append(Buffer bytes, Buffer part) {
    if (!over) {
      bytes.appendBuffer(part);
    }
  }

  /** What people call the picture, fit to be shown and kept. */
  private static String named(String fileName) {
    String text = fileName == null ? "" : fileName.replaceAll("\\p{Cntrl}", "").strip();
    return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text;
  }

  private void refuse(Refusal refusal) {
    if (!over) {
      over = true;
      parts.clear();
      onRefusal.accept(refusal);
    }
  }

  /** Nobody waits for it any more: what is held goes, and what still comes is thrown away. */
  void giveUp() {
    over = true;
    parts.clear();
  }

  private void end(Consumer<List<PushedPicture>> whole) {
    if (over) {
      return;
    }
    if (parts.isEmpty()) {
      refuse(
          Refusal.badRequest(
              "the form holds no file: send each picture as one, such as -F picture=@picture.jpg"));
      return;
    }
    List<PushedPicture> pictures =
        parts.stream()
            .map(part -> new PushedPicture(part.name(), ByteBuffer.wrap(part.bytes().getBytes())))
            .toList();
    over = true;
    parts.clear();
    whole.accept(pictures);
  }
}
