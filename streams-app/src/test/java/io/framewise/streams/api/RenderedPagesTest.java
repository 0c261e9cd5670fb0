package io.framewise.streams.api;

import io.framewise.contract.avro.EventStatus;
import io.framewise.streams.api.metrics.LedgerCount;
import io.framewise.streams.api.metrics.MetricName;
import io.framewise.streams.api.routes.ApiRoute;
import io.framewise.streams.api.routes.OpenApi;
import io.framewise.testing.RenderedPage;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RenderedPagesTest {

  private static final String ABOUT_THE_API =
      """
      # The query API

      Rendered from the catalogue of routes by a test; `mvn verify -Ddocs.update` writes it anew.

      Everything but the routes that say so is `GET` (and `HEAD`), which changes nothing; `OPTIONS` and the answer 405
      name the methods of a route in `Allow`. Answers are JSON unless they say otherwise, with `Date`. Times are ISO 8601.
      Errors are `application/problem+json` with `title`, `status` and `detail`, of a body with the JSON `pointer` to what is wrong in `errors`. A query parameter that is unknown, empty
      or given twice is refused. The API listens on this machine only unless `api.host` says otherwise, and then answers
      for this machine's names only (421 for others).

      **Keys.** With `api.keys` each request must show a key of that file, as `Authorization: Bearer KEY`, or as the password of a
      log-in, which a browser asks for by itself; 401 without one. The file has a line for each key, and is read again when it changes:

      ```
      # name  allows          the key, or sha256: and its digest (printf %s KEY | sha256sum)
      wall    read            sha256:64-hexadecimal-digits  sources=street,gate
      ops     read,ask,admin  a-long-and-random-text
      ```

      `read` sees sources, events, alerts and frames, `ask` asks on the spot, `admin` acknowledges and changes question sets; 403 for what a key does not allow.
      A key with `sources=` knows no others. The page's own files and `/health/...` need no key. Who changes something is written to the log as
      `io.framewise.audit`. Without keys the API listens on this machine only, unless `api.insecure` is set. Keys and answers travel as they
      are: put a proxy that speaks TLS before it on a network that others share.

      Every number of connections, answers under way and bytes is bounded (`api.max-connections`, `api.max-answers`,
      `api.max-stream-clients`): 503 says that a bound is reached. A request must be whole within `api.idle-timeout`, an answer
      taken within `api.answer-limit`, or the connection is closed. More requests a second than `api.max-request-rate` of one key, or without
      keys of one address, get 429 with `Retry-After`. A body of more than 64 KiB (of `/v1/ask`: `api.max-ask-bytes`, of a question set: 256 KiB) is refused with 413, headers
      of more than 8 KiB with 431, an address of more than 4 KiB with 414.

      **Committed or not.** `/v1/stream` tells what is committed: it reads the topics of events and alerts as any consumer with
      `isolation.level=read_committed` does. Everything else below `/v1` reads the state of the running topology: ledgers, open windows
      and requests as of its last commit, the rest up to one commit (100 ms; a second while frames wait to be read) ahead of that.
      So an event can stand in `/v1/events` whose transaction is not committed yet, and after a crash the same input is processed again
      and comes to the same end. Whoever must see only what is committed reads the topics ([topics.md](topics.md)), or
      `framewise events`.

      Of several instances each answers for the sources of all. While the one that has a source does not answer, a copy does:
      the answer has `"stale": true`, or the header `framewise-stale` where it is not JSON. A list then names who is `missing`.

      Addresses that answers hold: an event's `href`, and the `href` of each of its `frames`, the picture itself. Boxes and points
      are in pixels of the last frame, as it is shown (turned as its EXIF says). An answer's `finishReason` is `LENGTH` when it
      was cut at its greatest length; `knownQuestion` is false when the model was not trained for that question and guesses;
      `model.forms` says in which forms its layers ran. An event's `quality` lists what was given up under load.

      | route | parameters | what it gives |
      |---|---|---|
      """;

  @Test
  void shouldBeTheCommittedListOfRoutesWhenRendered() {
    StringBuilder page = new StringBuilder();
    page.append(ABOUT_THE_API);
    for (ApiRoute route : ApiRoute.values()) {
      page.append("| `")
          .append(route.changes() ? route.method().name() + " " : "")
          .append(route.path())
          .append("` | ")
          .append(String.join(", ", route.parameters().stream().sorted().toList()));
      page.append(" | ").append(route.doc()).append(" |\n");
    }
    new RenderedPage("docs/api.md").assertIs(page.toString());
  }

  @Test
  void shouldBeTheCommittedOpenApiDocumentWhenRendered() {
    new RenderedPage("docs/openapi.json").assertIs(OpenApi.document().encodePrettily() + "\n");
  }

  @Test
  void shouldBeTheCommittedListOfMetricsWhenRendered() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Metrics

        Rendered from the catalogue of meters by a test; `mvn verify -Ddocs.update` writes it anew.

        The streams app serves them at `/metrics` in Prometheus' text format, beside those of the JVM (`jvm_...`) and, with
        `api.kafka-metrics=true`, the several thousand of Kafka's clients and Kafka Streams (`kafka_...`). Prometheus writes dots as
        underscores, adds `_total` to counters, and `_seconds_bucket`, `_seconds_sum` and `_seconds_count` to histograms. Without
        Kafka's, three sources make less than 100 kB.

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
      case EVENT_LATENCY ->
          "status: "
              + Stream.of(EventStatus.values())
                  .map(status -> "`" + status.name().toLowerCase(Locale.ROOT) + "`")
                  .collect(Collectors.joining(", "));
      case WORK_TIME -> "step: `fetch`, `preprocess`, `vision`, `prefill`, `decode`";
      case QUEUE_TIME, STREAM_CLIENTS, FAILED_THREADS, STATE_DISK, STATE_FREE -> "";
      default -> "source";
    };
  }
}
