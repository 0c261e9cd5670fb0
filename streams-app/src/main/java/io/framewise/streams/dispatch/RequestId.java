package io.framewise.streams.dispatch;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.state.OpenWindow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The identity of a request: a hash of run, source, window, question set and version, so that no
 * retry or replay makes a second one.
 */
final class RequestId {

  private static final int BYTES = 16;

  private RequestId() {}

  static String of(String run, OpenWindow window, QuestionSet set) {
    String identity =
        String.join(
            "\n",
            run,
            window.getSourceId(),
            Long.toString(window.getStartMs()),
            Long.toString(window.getEndMs()),
            set.getId(),
            Integer.toString(set.getVersion()));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
