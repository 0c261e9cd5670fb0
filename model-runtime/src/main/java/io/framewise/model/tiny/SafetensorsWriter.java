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

/** Writes bfloat16 tensors as a safetensors file. For small files: all of it is held in memory. */
final class SafetensorsWriter {

  private static final int ALIGNMENT = 8;
  private static final int BYTES = 2;

  private final Map<String, Object> header = new LinkedHashMap<>();
  private final List<float[]> contents = new ArrayList<>();
  private long end;

  SafetensorsWriter() {
    header.put("__metadata__", Map.of("format", "pt"));
  }

  void add(String name, List<Long> shape, float[] values) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("dtype", "BF16");
    entry.put("shape", shape);
    long begin = end;
    end += (long) values.length * BYTES;
    entry.put("data_offsets", List.of(begin, end));
    header.put(name, entry);
    contents.add(values);
  }

  void write(Path file) throws IOException {
    byte[] json = new ObjectMapper().writeValueAsBytes(header);
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer head = ByteBuffer.allocate(ALIGNMENT + padded).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(padded).put(json);
    while (head.hasRemaining()) {
      head.put((byte) ' ');
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(head.array());
      for (float[] values : contents) {
        out.write(bytes(values));
      }
    }
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putShort((short) (Float.floatToRawIntBits(value) >>> Short.SIZE));
    }
    return bytes.array();
  }
}
