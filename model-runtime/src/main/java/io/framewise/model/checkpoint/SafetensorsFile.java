package io.framewise.model.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the safetensors format: eight bytes of header length, a JSON header with type, shape and
 * byte range of each tensor, then the bytes. Each tensor is mapped by itself in blocks of whole
 * rows, so files and tensors may be of any size; Java and DJL take no buffer of 2 GiB.
 */
final class SafetensorsFile {

  private static final String WAY_OUT = "download or copy the checkpoint again";
  private static final int LENGTH_BYTES = 8;
  private static final long LARGEST_HEADER = 100_000_000;
  private static final long BLOCK_BYTES = 1L << 29;
  private static final String METADATA = "__metadata__";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final Path file;
  private final long blockBytes;

  private SafetensorsFile(Path file, long blockBytes) {
    this.file = file;
    this.blockBytes = blockBytes;
  }

  /**
   * Maps the tensors of a file.
   *
   * @return by the names in the file
   * @throws UserError when the file is not safetensors, is cut short, or holds a tensor that cannot
   *     be used
   */
  static Map<String, StoredTensor> read(Path path) {
    return read(path, BLOCK_BYTES);
  }

  /** The same with blocks of at most so many bytes, or of one row where that is larger. */
  static Map<String, StoredTensor> read(Path path, long blockBytes) {
    SafetensorsFile file = new SafetensorsFile(path, blockBytes);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return file.read(channel);
    } catch (IOException e) {
      throw new UserError(path + " cannot be read", "check the file and its permissions", e);
    }
  }

  private Map<String, StoredTensor> read(FileChannel channel) throws IOException {
    int beginning = (int) Math.min(channel.size(), CheckpointFile.pointerLength());
    CheckpointFile.requireNoPointer(file, bytes(channel, 0, beginning));
    if (channel.size() < LENGTH_BYTES) {
      throw broken("it is only " + channel.size() + " bytes long");
    }
    long headerLength =
        ByteBuffer.wrap(bytes(channel, 0, LENGTH_BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (headerLength < 2
        || headerLength > LARGEST_HEADER
        || headerLength > channel.size() - LENGTH_BYTES) {
      throw broken("its header claims " + headerLength + " bytes");
    }
    JsonNode header = parse(bytes(channel, LENGTH_BYTES, (int) headerLength));
    long dataStart = LENGTH_BYTES + headerLength;
    Map<String, StoredTensor> tensors = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (!entry.getKey().equals(METADATA)) {
        tensors.put(entry.getKey(), map(channel, dataStart, entry.getKey(), entry.getValue()));
      }
    }
    return tensors;
  }

  private static byte[] bytes(FileChannel channel, long from, int length) throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = channel.read(buffer, from + buffer.position());
    }
    return bytes;
  }

  private JsonNode parse(byte[] header) throws IOException {
    try {
      JsonNode tree = JSON.readTree(header);
      if (tree != null && tree.isObject()) {
        return tree;
      }
    } catch (JsonProcessingException e) {
      throw new UserError(file + " is not a safetensors file: its header is not JSON", WAY_OUT, e);
    }
    throw broken("its header is not a JSON object");
  }

  private StoredTensor map(FileChannel channel, long dataStart, String name, JsonNode entry)
      throws IOException {
    String typeName = entry.path("dtype").asText();
    StoredType type =
        StoredType.named(typeName)
            .orElseThrow(
                () ->
                    broken(
                        "tensor "
                            + name
                            + " is of type '"
                            + typeName
                            + "', supported is "
                            + List.of(StoredType.values())));
    JsonNode offsets = entry.path("data_offsets");
    long begin = whole(offsets.path(0));
    long end = whole(offsets.path(1));
    if (offsets.size() != 2 || begin < 0 || end < begin || end > channel.size() - dataStart) {
      throw broken("tensor " + name + " lies outside the file, which may be cut short");
    }
    List<Long> shape = shape(name, entry.path("shape"));
    if (end - begin != size(name, shape, type)) {
      throw broken("tensor " + name + " has " + (end - begin) + " bytes for the shape " + shape);
    }
    long rows = shape.isEmpty() ? 1 : shape.get(0);
    long rowBytes = rows == 0 ? 0 : (end - begin) / rows;
    if (rowBytes > Integer.MAX_VALUE) {
      throw broken("tensor " + name + " has rows of more than 2 GiB");
    }
    return new StoredTensor(
        type, shape, blocks(channel, dataStart + begin, dataStart + end, rowBytes), true);
  }

  private List<ByteBuffer> blocks(FileChannel channel, long begin, long end, long rowBytes)
      throws IOException {
    long whole = Math.max(rowBytes, rowBytes == 0 ? 0 : blockBytes / rowBytes * rowBytes);
    List<ByteBuffer> blocks = new ArrayList<>();
    for (long at = begin; at < end; at += whole) {
      blocks.add(channel.map(MapMode.READ_ONLY, at, Math.min(whole, end - at)));
    }
    return blocks;
  }

  /** A whole number, -1 where something else stands. */
  private static long whole(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong() ? value.asLong() : -1;
  }

  private List<Long> shape(String name, JsonNode lengths) {
    List<Long> shape = new ArrayList<>();
    for (JsonNode length : lengths) {
      if (whole(length) < 0) {
        throw broken("tensor " + name + " has the shape " + lengths);
      }
      shape.add(length.asLong());
    }
    return shape;
  }

  private long size(String name, List<Long> shape, StoredType type) {
    try {
      return shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw new UserError(file + ": tensor " + name + " has the shape " + shape, WAY_OUT, e);
    }
  }

  private UserError broken(String why) {
    return new UserError(file + " is not a usable safetensors file: " + why, WAY_OUT);
  }
}
