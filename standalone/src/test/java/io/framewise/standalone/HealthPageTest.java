package io.framewise.standalone;

import io.framewise.connectors.MqttMeter;
import io.framewise.connectors.SourceMeter;
import io.framewise.connectors.settings.ConnectorsHealthSettings;
import io.framewise.model.settings.WorkerHealthSettings;
import io.framewise.model.worker.WorkerMeter;
import io.framewise.platform.settings.SettingsSchema;
import io.framewise.testing.RenderedPage;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HealthPageTest {

  @Test
  void shouldBeTheCommittedPageWhenRendered() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Health and meters of the connectors and the workers

        Rendered from the meters and settings by a test; `mvn verify -Ddocs.update` writes it anew. The streams app has its own:
        [metrics](metrics.md), [API](api.md).

        Each process listens on its loopback address, the connectors on port %s and a worker on port %s; `connectors.health`
        and `model.health` in [configuration](configuration.md) say otherwise. Where the port is taken the process says so and
        works without. `GET`, `HEAD` and `OPTIONS` are answered by the rules of the [API](api.md), as to `Host`, query parameters and
        errors:

        | path | |
        |---|---|
        | `/health/live` | 200 while a restart would not help, else 503. |
        | `/health/ready` | 200 while it does its work, else 503; the body says why: `{"status":"down","detail":"..."}`. |
        | `/metrics` | Its meters and those of its JVM in Prometheus' text format. |

        | process | not alive | not ready |
        |---|---|---|
        | connectors | its sources have been stopped | starting; Kafka has acknowledged nothing for 10 s (or three `connectors.publisher.status-interval`); every source has broken off |
        | worker | it has failed; its engine's thread is dead; a step of the model runs for ten times `model.health.stalled-after` | the model is being loaded; no member of the share group; no heartbeat to Kafka for 15 s; a step of the model runs for longer than `model.health.stalled-after` (%s); the model fails on a word, which it is asked after 30 s without requests; it is stopping |

        A worker ends with exit code 3 when the device that its model runs on is broken (`CUDA error` and the like, but no lack of
        memory): a new start may find it well, so let whatever starts it start it again. Its requests come again at once, elsewhere too.

        Prometheus writes dots as underscores and adds `_total` to counters.

        | meter | tags | meaning |
        |---|---|---|
        """
            .formatted(
                value(ConnectorsHealthSettings.class, "port"),
                value(WorkerHealthSettings.class, "port"),
                value(WorkerHealthSettings.class, "stalled-after")));
    for (SourceMeter meter : SourceMeter.values()) {
      row(page, meter.key(), "source" + endings(meter.endings().keySet()), meter.doc());
    }
    for (MqttMeter meter : MqttMeter.values()) {
      row(page, meter.key(), "", meter.doc());
    }
    for (WorkerMeter meter : WorkerMeter.values()) {
      row(page, meter.key(), tags(meter.tags()), meter.doc());
    }
    new RenderedPage("docs/health.md").assertIs(page.toString());
  }

  private static String endings(Collection<String> endings) {
    return endings.isEmpty() ? "" : "; " + tag("ending", endings);
  }

  private static String tags(Map<String, Set<String>> tags) {
    return tags.entrySet().stream()
        .map(entry -> tag(entry.getKey(), new TreeSet<>(entry.getValue())))
        .collect(Collectors.joining("; "));
  }

  private static String tag(String name, Collection<String> values) {
    return values.stream().collect(Collectors.joining("`, `", name + ": `", "`"));
  }

  private static void row(StringBuilder page, String key, String tags, String doc) {
    page.append("| `").append(key).append("` | ").append(tags).append(" | ").append(doc);
    page.append(" |\n");
  }

  private static String value(Class<? extends Record> type, String name) {
    return SettingsSchema.keys(type).stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow()
        .setting()
        .value();
  }
}
