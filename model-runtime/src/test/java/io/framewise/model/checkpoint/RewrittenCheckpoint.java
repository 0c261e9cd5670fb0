package io.framewise.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.model.tiny.TinyCheckpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A tiny checkpoint whose files a test changes before it is opened. */
final class RewrittenCheckpoint {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;

  private RewrittenCheckpoint(Path directory) {
    this.directory = directory;
  }

  static RewrittenCheckpoint in(Path directory) {
    TinyCheckpoint.write(directory, 1);
    return existing(directory);
  }

  /** A checkpoint that is there already. */
  static RewrittenCheckpoint existing(Path directory) {
    return new RewrittenCheckpoint(directory);
  }

  Path file() {
    return directory.resolve("model.safetensors");
  }

  /** Changes the parsed config.json. */
  void config(Consumer<ObjectNode> change) throws IOException {
    Path file = directory.resolve("config.json");
    ObjectNode config = (ObjectNode) JSON.readTree(file.toFile());
    change.accept(config);
    JSON.writeValue(file.toFile(), config);
  }

  /** The tensors under the names in the file; the file may be replaced afterwards. */
  Map<String, StoredTensor> tensors() {
    Map<String, StoredTensor> copies = new TreeMap<>();
    SafetensorsFile.read(file())
        .forEach((name, tensor) -> copies.put(name, StoredBytes.copy(tensor)));
    return copies;
  }

  /** Replaces the tensors. */
  void tensors(Map<String, StoredTensor> tensors) throws IOException {
    Files.delete(file());
    write(file(), tensors);
  }

  static void write(Path file, Map<String, StoredTensor> tensors) throws IOException {
    ObjectNode header = JSON.createObjectNode();
    List<ByteBuffer> contents = new ArrayList<>();
    long end = 0;
    for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
      StoredTensor tensor = entry.getValue();
      ObjectNode description = header.putObject(entry.getKey());
      description.put("dtype", tensor.type().name());
      description.set("shape", JSON.valueToTree(tensor.shape()));
      ByteBuffer bytes = StoredBytes.of(tensor);
      JsonNode offsets = JSON.valueToTree(List.of(end, end + bytes.remaining()));
      description.set("data_offsets", offsets);
      end += bytes.remaining();
      contents.add(bytes);
    }
    write(file, JSON.writeValueAsBytes(header), contents);
  }

  static void write(Path file, byte[] header, List<ByteBuffer> contents) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    length.putLong(header.length).flip();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(length);
      channel.write(ByteBuffer.wrap(header));
      for (ByteBuffer content : contents) {
        channel.write(content);
      }
    }
  }
}
