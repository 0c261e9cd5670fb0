package io.framewise.model.checkpoint;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewise.contract.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The small files of a checkpoint, read as they come from other people: a file may be missing, cut
 * short, of another kind, or only a note of where the real one lies.
 */
public final class CheckpointFile {

  /** What to do about a file that has been damaged on its way. */
  public static final String COPY_AGAIN = "copy the checkpoint again";

  /** Larger than any tokenizer.json that is published. */
  private static final int LARGEST = 64 << 20;

  /**
   * How a note of Git's Large File Storage begins, which stands for a file that was not fetched.
   */
  private static final byte[] POINTER =
      "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private CheckpointFile() {}

  /** Whether a file is there and can be one of a checkpoint. */
  public static boolean isThere(Path file) {
    return Files.isRegularFile(file);
  }

  /**
   * The error of a file that is needed and not there.
   *
   * @param wayOut what to do, unless the file is a link whose target is missing
   */
  public static UserError missing(Path file, String wayOut) {
    if (Files.isSymbolicLink(file)) {
      return new UserError(
          file + " is a link to a file that is not there",
          "download the model again, or copy the files that its links name");
    }
    String why = Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? " is not a file" : " is missing";
    return new UserError(file + why, wayOut);
  }

  /**
   * The content of a file.
   *
   * @throws UserError when it cannot be read, is empty or too large, or stands for another file
   */
  public static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new UserError(file + " is larger than any file of its kind", COPY_AGAIN);
      }
      if (bytes.length == 0) {
        throw new UserError(file + " is empty", COPY_AGAIN);
      }
      requireNoPointer(file, bytes);
      return bytes;
    } catch (IOException e) {
      throw new UserError(file + " cannot be read", "check the file and its permissions", e);
    }
  }

  /**
   * Fails when the beginning of a file shows that it only stands for one that was not fetched.
   *
   * @param beginning at least the first bytes of the file
   */
  static void requireNoPointer(Path file, byte[] beginning) {
    int length = Math.min(beginning.length, POINTER.length);
    boolean pointer = Arrays.equals(beginning, 0, length, POINTER, 0, length);
    if (pointer && length == POINTER.length) {
      throw new UserError(
          file + " is a Git LFS pointer, the file itself was not fetched",
          "run 'git lfs pull' where the model was cloned, or download the model by its name");
    }
  }

  /** Bytes that {@link #requireNoPointer} wants to see. */
  static int pointerLength() {
    return POINTER.length;
  }

  /**
   * The content of a JSON file.
   *
   * @throws UserError when it cannot be read, or is not a JSON object
   */
  public static JsonNode json(Path file) {
    return json(file, bytes(file));
  }

  /** The same of content that has been read already. */
  static JsonNode json(Path file, byte[] content) {
    JsonNode tree;
    try {
      tree = JSON.readTree(content);
    } catch (IOException e) {
      throw new UserError(file + " cannot be read as JSON", COPY_AGAIN, e);
    }
    if (tree == null || !tree.isObject()) {
      throw new UserError(file + " does not hold a JSON object", COPY_AGAIN);
    }
    return tree;
  }
}
