package io.framewise.standalone;

import io.framewise.model.hub.HubVariable;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSchema;
import io.framewise.testing.RenderedPage;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

  @Test
  void shouldBeTheCommittedPageWhenRendered() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Configuration

        Rendered from the settings records by a test; `mvn verify -Ddocs.update` writes it anew.

        Settings come from a YAML file (`--config FILE`, see [config/framewise.yaml](../config/framewise.yaml)), from the
        environment, and from flags (`--set section.key=value`); the later one wins. One file serves all deployables: each
        reads its own sections. An unknown key stops the start and names the nearest known one. Durations are written
        `500ms`, `5s`, `2m`, `1h` or `1d`; lists as YAML lists or comma separated. Where a key ends with NAME, the name `*` speaks for
        all others: what stands below it holds for each of them that does not say otherwise, value by value.
        """);
    for (Section section : Section.values()) {
      page.append("\n## ").append(section.key()).append("\n\n");
      page.append("| key | default | environment | meaning |\n|---|---|---|---|\n");
      append(section.key(), SettingsRecords.of(section), page);
    }
    page.append(
        """

        ## Models from the Hugging Face hub

        `model.path`, and `--model` of the commands that load a model, take a directory or a name on the hub. A directory that
        exists wins. Otherwise `owner/name`, with `@` and a branch, tag or commit if wanted, is looked up: when the hub can be
        reached its newest commit is taken, and what the cache lacks of it is downloaded; when it cannot, what is in the cache
        is used. A commit that is in the cache needs no hub. Only configuration, tokenizer and safetensors are fetched, never
        pickles, and every file is checked against the hub's checksum. A download that was stopped goes on where it was.

        Behind a proxy: `JAVA_OPTS="-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT"`, as for every Java program.

        The cache and these variables are those of all Hugging Face tools:

        | environment | default | meaning |
        |---|---|---|
        """);
    for (HubVariable variable : HubVariable.values()) {
      page.append("| ").append(variable.name()).append(" | ").append(variable.fallback());
      page.append(" | ").append(variable.meaning()).append(" |\n");
    }
    new RenderedPage("docs/configuration.md").assertIs(page.toString());
  }

  private static void append(String path, Class<? extends Record> type, StringBuilder page) {
    for (SettingsSchema.Key key : SettingsSchema.keys(type)) {
      String keyPath = path + "." + key.name();
      if (key.group() != null) {
        append(key.map() ? keyPath + ".NAME" : keyPath, key.group(), page);
      } else {
        row(keyPath, key, page);
      }
    }
  }

  private static void row(String path, SettingsSchema.Key key, StringBuilder page) {
    boolean byEnvironment = !path.contains(".NAME") && !key.map();
    page.append("| ").append(path).append(" | ").append(written(key)).append(" | ");
    page.append(byEnvironment ? SettingsSchema.environmentName(path) : "").append(" | ");
    page.append(key.setting().doc())
        .append(values(key))
        .append(key.secret() ? " Secret." : "")
        .append(" |\n");
  }

  private static String written(SettingsSchema.Key key) {
    String value = key.setting().value();
    if (value.isEmpty() || value.equals(",")) {
      return "";
    }
    return "`" + (key.type().isEnum() ? value.toLowerCase(Locale.ROOT) : value) + "`";
  }

  private static String values(SettingsSchema.Key key) {
    if (!key.type().isEnum()) {
      return "";
    }
    return Stream.of(key.type().getEnumConstants())
        .map(value -> "`" + value.toString().toLowerCase(Locale.ROOT) + "`")
        .collect(Collectors.joining(", ", " One of ", "."));
  }
}
