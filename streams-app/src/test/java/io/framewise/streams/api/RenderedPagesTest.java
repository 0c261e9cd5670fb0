package io.framewise.streams.api;

import io.framewise.testing.RenderedPage;
import org.junit.jupiter.api.Test;

class RenderedPagesTest {

  @Test
  void shouldBeTheCommittedListOfRoutesWhenRendered() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # The query API

        Rendered from the catalogue of routes by a test; `mvn verify -Ddocs.update` writes it anew.

        Everything is `GET`, which changes nothing, and JSON unless it says otherwise. Times are ISO 8601. Errors are
        `application/problem+json` with `title`, `status` and `detail`. An unknown query parameter is refused.
        The API listens on this machine only unless `api.host` says otherwise; it has no log-in yet.

        Of several instances each answers for the sources of all. While the one that has a source does not answer, a copy does:
        the answer has `"stale": true`, or the header `framewise-stale` where it is not JSON. A list then names who is `missing`.

        | route | parameters | what it gives |
        |---|---|---|
        """);
    for (ApiRoute route : ApiRoute.values()) {
      page.append("| `")
          .append(route.path())
          .append("` | ")
          .append(String.join(", ", route.parameters().stream().sorted().toList()));
      page.append(" | ").append(route.doc()).append(" |\n");
    }
    new RenderedPage("docs/api.md").assertIs(page.toString());
  }

  @Test
  void shouldBeTheCommittedListOfMetricsWhenRendered() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Metrics

        Rendered from the catalogue of meters by a test; `mvn verify -Ddocs.update` writes it anew.

        The streams app serves them at `/metrics` in Prometheus' text format, beside those of the JVM and of Kafka Streams
        itself (`jvm_...`, `kafka_stream_...`). Prometheus writes dots as underscores and adds `_total` to counters.

        | meter | tags | meaning |
        |---|---|---|
        """);
    for (MetricName metric : MetricName.values()) {
      page.append("| `")
          .append(metric.key())
          .append("` | ")
          .append(tags(metric))
          .append(" | ")
          .append(metric.doc())
          .append(" |\n");
    }
    new RenderedPage("docs/metrics.md").assertIs(page.toString());
  }

  private static String tags(MetricName metric) {
    String endings =
        String.join(
            ", ",
            LedgerCount.ALL.stream()
                .filter(count -> count.metric() == metric)
                .map(count -> "`" + count.ending() + "`")
                .toList());
    return switch (metric) {
      case FRAMES, WINDOWS -> "source; ending: " + endings;
      case STREAM_CLIENTS -> "";
      default -> "source";
    };
  }
}
