package io.framewise.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.FrameHeader;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaContractTest {

  private static final Path RELEASED = Path.of("src", "released");

  static List<Topic<?>> topics() {
    return new Topics("framewise.").all();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldSayWhatEachRecordAndFieldMeans(Topic<?> topic) {
    List<String> undocumented = new ArrayList<>();
    collectUndocumented(
        SpecificData.get().getSchema(topic.valueType()), new ArrayList<>(), undocumented);

    assertThat(undocumented).isEmpty();
  }

  /**
   * Each release's schemas lie in a folder of their own; readers and writers of all of them must
   * understand each other.
   */
  @ParameterizedTest
  @MethodSource("topics")
  void shouldUnderstandAndBeUnderstoodByEveryReleasedVersion(Topic<?> topic) throws IOException {
    Schema current = SpecificData.get().getSchema(topic.valueType());

    for (Schema released : released(topic.valueType().getSimpleName())) {
      assertCompatible(current, released);
      assertCompatible(released, current);
    }
  }

  @Test
  void shouldReadAFrameWithoutItsPixelsWhenOnlyTheHeaderIsAskedFor() {
    assertCompatible(
        SpecificData.get().getSchema(FrameHeader.class), SpecificData.get().getSchema(Frame.class));
  }

  @Test
  void shouldFindAReleaseWhenThereIsOne() throws IOException {
    assertThat(released(DeadLetter.class.getSimpleName())).isNotEmpty();
  }

  private static void assertCompatible(Schema reader, Schema writer) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    assertThat(result.getType())
        .as(result.getDescription())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  private static List<Schema> released(String name) throws IOException {
    List<Schema> schemas = new ArrayList<>();
    try (Stream<Path> files = Files.walk(RELEASED)) {
      for (Path file : files.filter(path -> path.endsWith(name + ".avsc")).sorted().toList()) {
        schemas.add(new Schema.Parser().parse(Files.readString(file)));
      }
    }
    return schemas;
  }

  private static void collectUndocumented(
      Schema schema, List<Schema> seen, List<String> undocumented) {
    if (seen.contains(schema)) {
      return;
    }
    seen.add(schema);
    switch (schema.getType()) {
      case RECORD -> {
        note(schema.getFullName(), schema.getDoc(), undocumented);
        for (Schema.Field field : schema.getFields()) {
          note(schema.getName() + "." + field.name(), field.doc(), undocumented);
          collectUndocumented(field.schema(), seen, undocumented);
        }
      }
      case ENUM -> note(schema.getFullName(), schema.getDoc(), undocumented);
      case ARRAY -> collectUndocumented(schema.getElementType(), seen, undocumented);
      case MAP -> collectUndocumented(schema.getValueType(), seen, undocumented);
      case UNION ->
          schema.getTypes().forEach(type -> collectUndocumented(type, seen, undocumented));
      default -> {}
    }
  }

  private static void note(String name, String doc, List<String> undocumented) {
    if (doc == null || doc.isBlank()) {
      undocumented.add(name);
    }
  }
}
