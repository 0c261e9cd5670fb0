package io.framewise.model.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.model.tiny.TinyCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A tiny checkpoint that computes what is not a number wherever one letter is read. */
public final class PoisonedCheckpoint {

  /** The letter. Its token is the byte's place among the printable ones. */
  public static final String LETTER = "Z";

  private static final short NO_NUMBER = (short) 0x7fc0;

  private PoisonedCheckpoint() {}

  /** Writes it. */
  public static void write(Path directory) {
    TinyCheckpoint.write(directory, 1);
    try {
      Path file = directory.resolve("model.safetensors");
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      int start = Math.toIntExact(bytes.getLong(0));
      JsonNode header = new ObjectMapper().readTree(bytes.array(), Long.BYTES, start);
      String name =
          header.properties().stream()
              .map(Map.Entry::getKey)
              .filter(key -> key.endsWith("embed_tokens.weight"))
              .findFirst()
              .orElseThrow();
      int width = header.get(name).get("shape").get(1).asInt();
      int offset = header.get(name).get("data_offsets").get(0).asInt();
      int numberBytes = header.get(name).get("dtype").asText().equals("F32") ? 4 : 2;
      int row = Long.BYTES + start + offset + token(directory) * width * numberBytes;
      // The upper half of a single precision number is a bfloat16 one.
      bytes.putShort(row + numberBytes - 2, NO_NUMBER);
      Files.write(file, bytes.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int token(Path directory) throws IOException {
    JsonNode tokenizer = new ObjectMapper().readTree(directory.resolve("tokenizer.json").toFile());
    return tokenizer.at("/model/vocab/" + LETTER).asInt();
  }
}
