package io.framewise.model.tiny;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/** Writes bfloat16 tensors as a safetensors file, number by number: it holds none of them. */
final class SafetensorsWriter {

  private static final int ALIGNMENT = 8;
  private static final int BYTES = 2;
  private static final int PIECE = 1 << 16;

  /** The numbers of a tensor, asked for in order. */
  interface Numbers {
    float at(long index);
  }

  private record Content(long size, Numbers numbers) {}

  private final Map<String, Object> header = new LinkedHashMap<>();
  private final List<Content> contents = new ArrayList<>();
  private long end;

  SafetensorsWriter() {
    header.put("__metadata__", Map.of("format", "pt"));
  }

  void add(String name, List<Long> shape, Numbers numbers) {
    long size = shape.stream().reduce(1L, Math::multiplyExact);
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("dtype", "BF16");
    entry.put("shape", shape);
    long begin = end;
    end += size * BYTES;
    entry.put("data_offsets", List.of(begin, end));
    header.put(name, entry);
    contents.add(new Content(size, numbers));
  }

  /** Writes the file, and tells after each tensor which share of the bytes is written. */
  void write(Path file, DoubleConsumer progress) throws IOException {
    byte[] json = new ObjectMapper().writeValueAsBytes(header);
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer head = ByteBuffer.allocate(ALIGNMENT + padded).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(padded).put(json);
    while (head.hasRemaining()) {
      head.put((byte) ' ');
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(head.array());
      long written = 0;
      for (Content content : contents) {
        write(out, content);
        written += content.size() * BYTES;
        progress.accept((double) written / end);
      }
    }
  }

  private static void write(OutputStream out, Content content) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE * BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long index = 0; index < content.size(); index++) {
      float value = content.numbers().at(index);
      piece.putShort((short) (Float.floatToRawIntBits(value) >>> Short.SIZE));
      if (!piece.hasRemaining() || index + 1 == content.size()) {
        out.write(piece.array(), 0, piece.position());
        piece.clear();
      }
    }
  }
}
