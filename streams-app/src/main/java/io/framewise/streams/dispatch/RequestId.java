package io.framewise.streams.dispatch;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.state.OpenWindow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The identity of a request: a hash of run, source, window, question set and version, so that a
 * retry or a restart never makes a second request for the same window. It is the first 16 bytes, in
 * hexadecimal, of the SHA-256 of these in UTF-8, joined by line feeds: run, source id, the window's
 * start and end in milliseconds since 1970, question set id, version, and the window's subject
 * where it has one.
 */
final class RequestId {

  private static final int BYTES = 16;

  private RequestId() {}

  static String of(String run, OpenWindow window, QuestionSet set) {
    String span =
        String.join(
            "\n",
            run,
            window.getSourceId(),
            Long.toString(window.getStartMs()),
            Long.toString(window.getEndMs()),
            set.getId(),
            Integer.toString(set.getVersion()));
    String identity = window.getSubject().isEmpty() ? span : span + "\n" + window.getSubject();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
