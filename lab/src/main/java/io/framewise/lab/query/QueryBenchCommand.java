package io.framewise.lab.query;

import io.framewise.contract.UserError;
import io.framewise.lab.pipeline.BenchCluster;
import io.framewise.lab.result.BenchResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench query}. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = {
      "Measure the live API, on a broker and a registry of its own, with a worker that answers every request"
          + " at once. Clients, server and broker share this machine.",
      "",
      "  latest  the newest answers about a source, a second, in turns with a bare Vert.x server that writes",
      "          the same object",
      "  feed    the stream of events to many clients, of which a tenth never read: how late the others'",
      "          events are, the heap that a client costs, and clients that lack events and were not told",
      "",
      "The last line is JSON: answers a second, and the rest.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./framewise bench query",
      "  ./framewise bench query --part feed --feed-clients 200 --feed-seconds 20"
    })
public final class QueryBenchCommand implements Callable<Integer> {

  /** What is measured. */
  enum Part {
    LATEST,
    FEED
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--part",
      split = ",",
      paramLabel = "PART",
      description = "One or more of ${COMPLETION-CANDIDATES}, separated by commas. Default: all.")
  private List<Part> parts = List.of(Part.values());

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "16",
      description = "latest: clients that ask at once. Default: ${DEFAULT-VALUE}.")
  private int clients;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "8",
      description = "latest: how long each round asks each server. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "latest: rounds after one to warm up; medians count. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--feed-clients",
      paramLabel = "N",
      defaultValue = "1000",
      description = "feed: clients. Default: ${DEFAULT-VALUE}.")
  private int feedClients;

  @Option(
      names = "--feed-rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "feed: events a second, at least 20. Default: ${DEFAULT-VALUE}.")
  private int feedRate;

  @Option(
      names = "--feed-seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "feed: how long they come. Default: ${DEFAULT-VALUE}.")
  private int feedSeconds;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".framewise/bench",
      description = "Where everything lies while it runs. Default: ${DEFAULT-VALUE}.")
  private Path data;

  @Override
  public Integer call() throws Exception {
    if (clients < 1 || seconds < 1 || rounds < 1 || feedSeconds < 1 || feedRate < 20) {
      throw new UserError("all counts are at least 1, --feed-rate is at least 20", "give more");
    }
    if (feedClients < 2) {
      throw new UserError(
          "one client does not read, another does", "give --feed-clients 2 or more");
    }
    Set<Part> wanted = EnumSet.copyOf(parts);
    Map<String, Object> details = new LinkedHashMap<>();
    double ours = Double.NaN;
    double bare = Double.NaN;
    say("starting a Kafka broker and a schema registry ...");
    try (BenchCluster cluster = new BenchCluster(data)) {
      if (wanted.contains(Part.LATEST)) {
        LatestBench.Result latest =
            new LatestBench(cluster, clients, Duration.ofSeconds(seconds), rounds, this::say)
                .run(details);
        ours = latest.ours().median();
        bare = latest.bare().median();
      }
      if (wanted.contains(Part.FEED)) {
        new FeedBench(cluster, feedClients, feedRate, Duration.ofSeconds(feedSeconds), this::say)
            .run(details);
      }
    }
    BenchResult result = BenchResult.ofRate("query", ours, bare, "answers/s", details);
    spec.commandLine().getOut().println(result.json());
    return 0;
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
