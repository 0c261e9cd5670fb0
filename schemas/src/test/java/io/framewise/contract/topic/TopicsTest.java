package io.framewise.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.testing.RenderedPage;
import java.time.Duration;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class TopicsTest {

  private final Topics topics = new Topics("framewise.");

  @Test
  void shouldBeginEveryNameWithThePrefix() {
    assertThat(topics.all())
        .extracting(Topic::name)
        .allMatch(name -> name.startsWith("framewise."))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldBeTheCommittedPageWhenRendered() {
    new RenderedPage("docs/topics.md").assertIs(render());
  }

  private String render() {
    StringBuilder page = new StringBuilder();
    page.append("# Topics\n\n");
    page.append(
        "Rendered from the catalogue and the schemas by a test; `mvn verify -Ddocs.update` writes it anew.\n\n");
    page.append(
        "Values are Avro in Confluent wire format: a zero byte, the schema id as four bytes, Avro binary. Keys are UTF-8 text.\n");
    page.append(
        "The prefix `framewise.` is the setting `kafka.topic-prefix`. Topics keyed by source id have `kafka.partitions` partitions, the others one.\n");
    page.append(
        "Read `events` with `isolation.level=read_committed`: each request is there exactly once.\n\n");
    page.append(
        "The frames topics also take plain JPEG, PNG, WebP, BMP or TIFF bytes from producers that cannot speak Avro: key = source id, header\n");
    page.append("`captured-at` = ISO 8601 or milliseconds since 1970.\n\n");
    page.append("| topic | key | value | kept | for |\n|---|---|---|---|---|\n");
    for (Topic<?> topic : topics.all()) {
      page.append("| ")
          .append(topic.name())
          .append(" | ")
          .append(topic.key())
          .append(" | [")
          .append(topic.valueType().getSimpleName());
      page.append("](#")
          .append(anchor(topic))
          .append(") | ")
          .append(kept(topic))
          .append(" | ")
          .append(topic.doc())
          .append(" |\n");
    }
    topics.all().stream()
        .map(Topic::valueType)
        .distinct()
        .forEach(type -> describe(SpecificData.get().getSchema(type), page));
    return page.toString();
  }

  private static void describe(Schema schema, StringBuilder page) {
    page.append("\n## ")
        .append(schema.getName())
        .append("\n\n")
        .append(schema.getDoc())
        .append("\n\n");
    page.append("| field | type | meaning |\n|---|---|---|\n");
    for (Schema.Field field : schema.getFields()) {
      page.append("| ")
          .append(field.name())
          .append(" | ")
          .append(type(field.schema()))
          .append(" | ")
          .append(field.doc())
          .append(" |\n");
    }
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case ARRAY -> "list of " + type(schema.getElementType());
      case MAP -> "map to " + type(schema.getValueType());
      case UNION -> type(schema.getTypes().get(schema.getTypes().size() - 1)) + " or null";
      case RECORD, ENUM -> schema.getName();
      default ->
          schema.getLogicalType() == null ? schema.getName() : schema.getLogicalType().getName();
    };
  }

  private static String anchor(Topic<?> topic) {
    return topic.valueType().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static String kept(Topic<?> topic) {
    return topic.retention().map(TopicsTest::written).orElse("newest of each key");
  }

  private static String written(Duration duration) {
    return duration.toDays() > 0 ? duration.toDays() + " days" : duration.toHours() + " hours";
  }
}
