package io.framewise.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {

  @TempDir private Path directory;

  private Path file(String header, int dataBytes) throws IOException {
    Path file = directory.resolve("t.safetensors");
    RewrittenCheckpoint.write(
        file, header.getBytes(StandardCharsets.UTF_8), List.of(ByteBuffer.allocate(dataBytes)));
    return file;
  }

  @Test
  void shouldReadTypesShapesAndBytes() throws IOException {
    ByteBuffer floats = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    floats.putFloat(1.5f).putFloat(-2).flip();
    ByteBuffer halves = ByteBuffer.allocate(4).put(new byte[] {1, 2, 3, 4}).flip();
    Path file = directory.resolve("t.safetensors");
    RewrittenCheckpoint.write(
        file,
        Map.of(
            "a", new StoredTensor(StoredType.F32, List.of(2L, 1L), List.of(floats)),
            "b", new StoredTensor(StoredType.BF16, List.of(2L), List.of(halves))));

    Map<String, StoredTensor> tensors = SafetensorsFile.read(file);

    assertThat(tensors).containsOnlyKeys("a", "b");
    StoredTensor a = tensors.get("a");
    assertThat(a.type()).isEqualTo(StoredType.F32);
    assertThat(a.shape()).containsExactly(2L, 1L);
    assertThat(a.blocks()).singleElement().matches(ByteBuffer::isDirect);
    assertThat(StoredBytes.of(a).order(ByteOrder.LITTLE_ENDIAN).getFloat(4)).isEqualTo(-2);
    assertThat(StoredBytes.of(tensors.get("b")).get(3)).isEqualTo((byte) 4);
  }

  @Test
  void shouldMapATensorThatNoBufferCanHold() throws IOException {
    long size = 3L << 30;
    String header =
        "{\"head\": {\"dtype\": \"BF16\", \"shape\": [3, 536870912], \"data_offsets\": [0, "
            + size
            + "]}}";
    Path file = file(header, 0);
    long dataStart = Files.size(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      // Sparse: only the last bytes take room on disk, and nothing is read into memory.
      channel.write(ByteBuffer.wrap(new byte[] {7, 8}), dataStart + size - 2);
    }

    StoredTensor tensor = SafetensorsFile.read(file).get("head");

    assertThat(tensor.blocks()).hasSize(3).allMatch(block -> block.limit() == 1 << 30);
    StoredTensor last = tensor.rows(2, 3);
    assertThat(last.shape()).containsExactly(1L, 536870912L);
    assertThat(last.blocks()).singleElement().matches(block -> block.get((1 << 30) - 1) == 8);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldLetGoOfWhatWasRead() throws IOException {
    int size = 1 << 27;
    String header =
        "{\"w\": {\"dtype\": \"F16\", \"shape\": [1024, 65536], \"data_offsets\": [0, "
            + size
            + "]}}";
    Path file = file(header, size);
    StoredTensor tensor = SafetensorsFile.read(file).get("w");
    long before = mappedMemory();

    int sum = StoredBytes.sum(tensor);
    long read = mappedMemory();
    tensor.release();
    long released = mappedMemory();

    assertThat(sum).isZero();
    assertThat(read - before).isGreaterThan(size / 2);
    assertThat(released - before).isLessThan(size / 8);
    assertThat(StoredBytes.sum(tensor.rows(7, 9))).isZero();
  }

  /** Memory of this process that is read from files, in bytes. */
  private static long mappedMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssFile:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .sum();
  }

  @Test
  void shouldCutATensorIntoBlocksOfWholeRows() throws IOException {
    byte[] numbers = new byte[5 * 6];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (byte) i;
    }
    Path file = directory.resolve("t.safetensors");
    List<ByteBuffer> bytes = List.of(ByteBuffer.wrap(numbers));
    RewrittenCheckpoint.write(
        file, Map.of("w", new StoredTensor(StoredType.F16, List.of(5L, 3L), bytes)));

    StoredTensor tensor = SafetensorsFile.read(file, 13).get("w");

    assertThat(tensor.blocks()).extracting(ByteBuffer::limit).containsExactly(12, 12, 6);
    assertThat(StoredBytes.of(tensor)).isEqualTo(ByteBuffer.wrap(numbers));
    StoredTensor part = tensor.rows(1, 4);
    assertThat(part.blocks()).extracting(ByteBuffer::limit).containsExactly(6, 12);
    assertThat(StoredBytes.of(part)).isEqualTo(ByteBuffer.wrap(numbers, 6, 18));
    assertThat(StoredBytes.of(StoredTensor.joined(List.of(part, tensor.rows(0, 1)))).get(18))
        .isZero();
    assertThatThrownBy(() -> tensor.rows(4, 6)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shouldSkipMetadata() throws IOException {
    Path file = file("{\"__metadata__\": {\"format\": \"pt\"}}", 0);

    assertThat(SafetensorsFile.read(file)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'w': {'dtype': 'I64', 'shape': [1], 'data_offsets': [0, 8]}} | type 'I64'",
        "{'w': {'dtype': 'F32', 'shape': [3], 'data_offsets': [0, 8]}} | 8 bytes for the shape [3]",
        "{'w': {'dtype': 'F32', 'shape': [2, -1], 'data_offsets': [0, 8]}} | shape [2,-1]",
        "{'w': {'dtype': 'F32', 'shape': [3], 'data_offsets': [0, 12]}} | outside the file",
        "{'w': {'dtype': 'F32', 'shape': [2], 'data_offsets': [8, 0]}} | outside the file",
        "{'w': {'dtype': 'F32', 'shape': [4294967296, 4294967296], 'data_offsets': [0, 8]}} | shape",
        "{'w': 1} | type ''",
        "[1] | not a JSON object",
        "{'w' | not JSON"
      })
  void shouldNameWhatIsBroken(String header, String problem) throws IOException {
    Path file = file(header.replace('\'', '"').strip(), 8);

    assertThatThrownBy(() -> SafetensorsFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(problem.strip());
  }

  @Test
  void shouldRefuseAHeaderThatClaimsMoreThanTheFile() throws IOException {
    Path file = directory.resolve("t.safetensors");
    Files.write(file, new byte[] {-1, -1, -1, -1, -1, -1, -1, 0x7f, '{', '}'});

    assertThatThrownBy(() -> SafetensorsFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("header claims 9223372036854775807 bytes");
  }

  @Test
  void shouldRefuseAFileThatIsNearlyEmpty() throws IOException {
    Path file = Files.write(directory.resolve("t.safetensors"), new byte[3]);

    assertThatThrownBy(() -> SafetensorsFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("only 3 bytes");
  }
}
