package io.framewise.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.Secret;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSchema;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.testing.RenderedPage;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key of every settings record: its default, and that it reaches its own component alone. */
class SettingsKeysTest {

  private static final Path TABLE =
      RenderedPage.root().resolve("standalone/src/test/resources/settings-keys.txt");

  /** A value of a default that differs from start to start. */
  private static final String ANY = "*";

  /** A value that must be a file which is there. */
  private static final String FILE = "FILE";

  /** What sections need to be bound at all. */
  private static final Map<String, String> NEEDED =
      Map.of(
          "connectors.sources.NAME.kind", "video",
          "connectors.sources.NAME.path", "clip.mp4",
          "model.path", "models/one",
          "streams.question-sets.NAME.domain", "video",
          "streams.question-sets.NAME.overrides.NAME.sources", "a",
          "streams.question-sets.NAME.questions.NAME.text", "what",
          "streams.question-sets.NAME.questions.NAME.alert.when", "yes");

  @TempDir private Path directory;

  /**
   * One line of the table.
   *
   * @param byDefault the default as the record shows it
   * @param given another value as a person gives it
   * @param shown that value as the record shows it
   * @param also another key that changes with it, and how; with a plus one that must be given too;
   *     or empty
   */
  private record Row(String key, String byDefault, String given, String shown, String also) {

    static Row of(String line) {
      String[] cells = line.split("\\|", -1);
      return new Row(
          cells[0].strip(),
          cells[1].strip(),
          cells[2].strip(),
          cells[3].strip(),
          cells.length > 4 ? cells[4].strip() : "");
    }

    String alsoKey() {
      return also.split("=", 2)[0].replace("+", "");
    }

    Section section() {
      return Section.valueOf(key.substring(0, key.indexOf('.')).toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
      return key;
    }
  }

  private static List<Row> rows() throws IOException {
    try (Stream<String> lines = Files.lines(TABLE)) {
      return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).map(Row::of).toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void shouldHaveItsDefaultAndReachItsOwnComponentAlone(Row row) throws IOException {
    Map<String, String> expected = shown(row.section(), Map.of());
    if (!row.byDefault().equals(ANY)) {
      assertThat(expected).containsEntry(row.key(), row.byDefault());
    }
    Path file = Files.createFile(directory.resolve("file.pem"));
    expected.put(row.key(), row.shown().replace(FILE, file.toString()));
    if (!row.also().isEmpty()) {
      expected.put(row.alsoKey(), row.also().split("=", 2)[1]);
    }

    Map<String, String> found = shown(row.section(), flags(row, file));

    // What differs from start to start is no other component's doing.
    rows().stream()
        .filter(other -> other.byDefault().equals(ANY) && !other.key().equals(row.key()))
        .forEach(
            other -> {
              expected.remove(other.key());
              found.remove(other.key());
            });
    assertThat(found).isEqualTo(expected);
  }

  /** One entry of a map is given as {@code name=value}. */
  private static Map<String, String> flags(Row row, Path file) {
    Map<String, String> flags = new HashMap<>();
    String given = row.given().replace(FILE, file.toString());
    if (row.byDefault().equals("{}")) {
      flags.put(row.key() + "." + given.split("=", 2)[0], given.split("=", 2)[1]);
    } else {
      flags.put(row.key(), given);
    }
    if (row.also().startsWith("+")) {
      flags.put(row.alsoKey(), row.also().split("=", 2)[1]);
    }
    return flags;
  }

  /** A key without a line in the table is one that nobody has tested. */
  @Test
  void shouldBeInTheTable() throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (Section section : Section.values()) {
      all.putAll(shown(section, Map.of()));
    }

    assertThat(rows()).extracting(Row::key).containsExactlyInAnyOrderElementsOf(all.keySet());
  }

  private static Map<String, String> shown(Section section, Map<String, String> given) {
    Map<String, String> flags = new HashMap<>(NEEDED);
    flags.putAll(given);
    Map<String, String> shown = new TreeMap<>();
    Record bound =
        SettingsSource.parse("test", "", Map.of(), flags)
            .bind(section, SettingsRecords.of(section));
    show(section.key(), bound, shown);
    return shown;
  }

  private static void show(String path, Record record, Map<String, String> shown) {
    List<SettingsSchema.Key> keys = SettingsSchema.keys(record.getClass());
    RecordComponent[] components = record.getClass().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      String key = path + "." + keys.get(i).name();
      Object value = value(record, components[i]);
      if (value instanceof Record group) {
        show(key, group, shown);
      } else if (keys.get(i).group() != null) {
        ((Map<?, ?>) value).forEach((name, group) -> show(key + "." + name, (Record) group, shown));
      } else {
        shown.put(key, text(value));
      }
    }
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, String> texts = new TreeMap<>();
      map.forEach((name, entry) -> texts.put(name.toString(), text(entry)));
      return texts.toString();
    }
    return value instanceof Secret secret ? secret.reveal() : String.valueOf(value);
  }
}
