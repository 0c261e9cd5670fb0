package io.framewise.standalone;

import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.model.settings.ModelSettings;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.RegistrySettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.topology.FramewiseTopology;
import io.framewise.testing.RenderedPage;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

/**
 * The page of all that stands in Kafka, from the catalogue, the schemas, the settings and the
 * topology.
 */
class TopicsPageTest {

  private final SettingsSource settings =
      SettingsSource.parse("defaults", "", Map.of(), Map.of("model.path", "any"));
  private final KafkaSettings kafka = settings.bind(Section.KAFKA, KafkaSettings.class);
  private final RegistrySettings registry = settings.bind(Section.REGISTRY, RegistrySettings.class);
  private final StreamsSettings streams = settings.bind(Section.STREAMS, StreamsSettings.class);
  private final ModelSettings model = settings.bind(Section.MODEL, ModelSettings.class);
  private final Topics topics = kafka.topics();

  @Test
  void shouldBeTheCommittedPageWhenRendered() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Topics

        Rendered from the catalogue, the schemas, the settings and the topology by a test; `mvn verify -Ddocs.update` writes it
        anew.

        Values are Avro in Confluent wire format: a zero byte, the schema id as four bytes, Avro binary. Keys are UTF-8 text.
        The prefix `framewise.` is the setting `kafka.topic-prefix`. Topics keyed by source id have `kafka.partitions`
        partitions, the others one. Read `events` with `isolation.level=read_committed`: each request is there exactly once.

        The frames topics also take plain JPEG, PNG, WebP, BMP or TIFF bytes from producers that cannot speak Avro: key = source id, header
        `captured-at` = ISO 8601 or milliseconds since 1970.

        | topic | key | value | kept | for |
        |---|---|---|---|---|
        """);
    topics.all().forEach(topic -> append(topic, page));
    appendRegistry(page);
    appendGroups(page);
    appendConsumer(page);
    for (Schema schema : schemas()) {
      append(schema, page);
    }
    new RenderedPage("docs/topics.md").assertIs(page.toString());
  }

  private static void append(Topic<?> topic, StringBuilder page) {
    String type = topic.valueType().getSimpleName();
    page.append("| ").append(topic.name()).append(" | ").append(topic.key());
    page.append(" | ").append(link(type)).append(" | ");
    page.append(topic.retention().map(TopicsPageTest::written).orElse("newest of each key"));
    page.append(" | ").append(topic.doc()).append(" |\n");
  }

  private void appendRegistry(StringBuilder page) {
    page.append("\n## The schema registry\n\nIts address is the setting `registry.url`, `");
    page.append(registry.url())
        .append(
            """
            ` unless it is set; `framewise demo` starts one and
            prints where. It speaks Confluent's REST API: `GET /schemas/ids/{id}` gives the schema of a value, the subject of a topic
            is its name and `-value`. Each deployable registers, at its start, the schemas of all topics and sets the compatibility
            of each subject at the registry to `FULL_TRANSITIVE`: from the second version on a registry that keeps such rules
            refuses a schema that cannot read, or be read by, every earlier one. The schemas of the program itself are held to that
            by a test against every release, whatever the registry does.
            """);
  }

  private void appendGroups(StringBuilder page) {
    page.append("\n## Groups and changelogs\n\n| who | group | reads |\n|---|---|---|\n");
    page.append("| streams app | `").append(streams.applicationId());
    page.append(
        "` (`streams.application-id`), a consumer group | frames, questions, completions, acknowledgements, sources |\n");
    page.append("| workers | `").append(model.group());
    page.append(
        "` (`model.group`), a share group | requests of both lanes; frames by reference, without a group |\n");
    page.append(
        "| API and commands | none | events, alerts and frames, from where they choose |\n");
    page.append("| connectors | none | nothing: they write frames, sources and dead letters |\n");
    page.append(
        """

        The streams app keeps its state in topics of its own, which belong to nobody else and may change with any release:

        """);
    changelogs().forEach(name -> page.append("- `").append(name).append("`\n"));
  }

  private void appendConsumer(StringBuilder page) {
    page.append(
        """

        ## A consumer

        `framewise events --follow` prints typed answers as they are committed, a line an event; with `--json` as `/v1/events` has
        them, `--source` and `--question` choose, `--from 10m` begins in the past. In a program of one's own, with Confluent's
        deserializer or any other that reads its wire format:

        ```java
        var config = new Properties();
        config.put("bootstrap.servers", "localhost:9092");
        config.put("group.id", "my-dashboard");
        config.put("isolation.level", "read_committed");
        config.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        config.put("value.deserializer", "io.confluent.kafka.serializers.KafkaAvroDeserializer");
        config.put("schema.registry.url", "REGISTRY");
        try (var consumer = new KafkaConsumer<String, GenericRecord>(config)) {
          consumer.subscribe(List.of("framewise.events"));
          while (true) {
            for (var record : consumer.poll(Duration.ofSeconds(1))) {
              GenericRecord event = record.value();
              for (var answer : (List<GenericRecord>) event.get("answers")) {
                Object value =
                    switch (answer.get("answerType").toString()) {
                      case "YES_NO" -> answer.get("yesNo");
                      case "CHOICE" -> answer.get("choice");
                      case "NUMBER" -> answer.get("number");
                      case "BOX" -> answer.get("boxes");
                      case "POINT" -> answer.get("points");
                      default -> answer.get("text");
                    };
                System.out.println(event.get("sourceId") + " " + answer.get("questionId") + " = "
                    + ((boolean) answer.get("valid") ? value : "no valid answer"));
              }
            }
          }
        }
        ```

        """
            .replace("REGISTRY", registry.url()));
  }

  private Set<String> changelogs() {
    Topology topology = FramewiseTopology.build(topics, SchemaRegistry.inMemory(), streams);
    Set<String> names = new TreeSet<>();
    topology.describe().subtopologies().stream()
        .flatMap(part -> part.nodes().stream())
        .filter(TopologyDescription.Processor.class::isInstance)
        .flatMap(node -> ((TopologyDescription.Processor) node).stores().stream())
        .forEach(store -> names.add(streams.applicationId() + "-" + store + "-changelog"));
    return names;
  }

  /**
   * The values of the topics, each followed by the records and enums in it that were not met yet.
   */
  private Set<Schema> schemas() {
    Set<Schema> met = new LinkedHashSet<>();
    topics.all().forEach(topic -> meet(SpecificData.get().getSchema(topic.valueType()), met));
    return met;
  }

  private static void meet(Schema schema, Set<Schema> met) {
    switch (schema.getType()) {
      case ARRAY -> meet(schema.getElementType(), met);
      case MAP -> meet(schema.getValueType(), met);
      case UNION -> schema.getTypes().forEach(type -> meet(type, met));
      case ENUM -> met.add(schema);
      case RECORD -> {
        if (met.add(schema)) {
          schema.getFields().forEach(field -> meet(field.schema(), met));
        }
      }
      default -> {}
    }
  }

  private static void append(Schema schema, StringBuilder page) {
    page.append("\n### ").append(schema.getName()).append("\n\n").append(schema.getDoc());
    page.append("\n\n");
    if (schema.getType() == Schema.Type.ENUM) {
      page.append("One of ");
      page.append(
          String.join(
              ", ", schema.getEnumSymbols().stream().map(name -> "`" + name + "`").toList()));
      page.append(". A reader that does not know a newer one reads `");
      page.append(schema.getEnumDefault()).append("`.\n");
      return;
    }
    page.append("| field | type | meaning |\n|---|---|---|\n");
    for (Schema.Field field : schema.getFields()) {
      page.append("| ").append(field.name()).append(" | ").append(type(field.schema()));
      page.append(" | ").append(field.doc()).append(" |\n");
    }
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case ARRAY -> "list of " + type(schema.getElementType());
      case MAP -> "map to " + type(schema.getValueType());
      case UNION -> type(valueOf(schema)) + " or null";
      case RECORD, ENUM -> link(schema.getName());
      default ->
          schema.getLogicalType() == null ? schema.getName() : schema.getLogicalType().getName();
    };
  }

  private static Schema valueOf(Schema union) {
    List<Schema> types = union.getTypes();
    return types.get(types.size() - 1);
  }

  private static String link(String name) {
    return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
  }

  private static String written(Duration duration) {
    return duration.toDays() > 0 ? duration.toDays() + " days" : duration.toHours() + " hours";
  }
}
