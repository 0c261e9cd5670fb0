package io.framewise.admin.events;

import io.framewise.admin.support.Moment;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.platform.lifecycle.ShutdownSignal;
import io.framewise.platform.settings.Connection;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.platform.topic.PlainErrors;
import io.framewise.streams.api.json.EventJson;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code framewise events}. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description =
        "Print events with their typed answers from their topic, committed ones only, each exactly once.",
    footer = {
      "",
      "Without --from the newest, by when they were made; with it all since then, as they lie on the topic.",
      "With --json a line is an event as /v1/events has it (docs/api.md).",
      "",
      "Examples:",
      "  framewise events",
      "  framewise events --follow --source street",
      "  framewise events --from 10m --question cars --json | jq '.answers[].value'",
      "  framewise events --last 1000 --json > events.jsonl"
    })
public final class EventsCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(EventsCommand.class);

  private static final int MAX_LAST = 100_000;

  @Mixin private SettingsOptions options;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what comes, until Ctrl-C.")
  private boolean follow;

  @Option(names = "--source", paramLabel = "ID", description = "Only of this source.")
  private String source;

  @Option(
      names = "--question",
      paramLabel = "ID",
      description = "Only of this question set, or with an answer to this question.")
  private String question;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "All since 2026-11-21T08:00:00Z, or 10m for so long ago.")
  private String from;

  @Option(
      names = "--last",
      paramLabel = "N",
      description =
          "So many at first, up to " + MAX_LAST + "; 0 for none (default: ${DEFAULT-VALUE}).")
  private int last = 20;

  @Option(names = "--json", description = "Print each event as one line of JSON.")
  private boolean json;

  /**
   * Prints them.
   *
   * @throws UserError when the broker, the registry or the topic is not there
   */
  @Override
  public Integer call() throws InterruptedException {
    if (last < 0 || last > MAX_LAST) {
      throw new UserError("--last must be 0 to " + MAX_LAST, "use --from for all since a time");
    }
    Instant since = from == null ? null : Moment.parse("--from", from, Instant.now());
    Connection connection = Connection.of(options);
    try (ShutdownSignal signal = ShutdownSignal.install()) {
      PlainErrors.explain(
          connection.kafka(),
          () -> {
            print(connection, since, signal);
            return null;
          });
    }
    return 0;
  }

  private void print(Connection connection, Instant since, ShutdownSignal signal) {
    try (CommittedEvents events = CommittedEvents.open(connection.kafka(), connection.registry())) {
      signal.await(Duration.ZERO); // From here on a signal ends the reading between two events.
      if (since != null) {
        events.since(since, event -> tell(event, signal));
      } else if (last > 0) {
        events.newest(this::isWanted, last).forEach(event -> tell(event, signal));
      }
      noteUnreadable(events.unreadable());
      if (follow) {
        events.follow(event -> tell(event, signal), () -> isEnough(signal));
      }
    } catch (CancellationException e) {
      LOG.debug("enough was printed", e);
    } catch (InterruptException | InterruptedException e) {
      LOG.debug("stopped while the topic was looked for", e);
      Thread.interrupted(); // what interrupted was the signal, which is heard now
    }
  }

  private void noteUnreadable(int count) {
    if (count > 0) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          count
              + " records could not be read and are left out; is registry.url the registry's whole"
              + " address, path included?");
      err.flush();
    }
  }

  private boolean isEnough(ShutdownSignal signal) {
    return signal.received() || out().checkError();
  }

  private void tell(AnalysisEvent event, ShutdownSignal signal) {
    if (isEnough(signal)) {
      throw new CancellationException("a signal, or nobody reads any more");
    }
    if (isWanted(event)) {
      out().println(json ? EventJson.line(event) : EventText.line(event));
    }
  }

  private boolean isWanted(AnalysisEvent event) {
    Predicate<AnalysisEvent> ofQuestion =
        made ->
            question.equals(made.getQuestionSetId())
                || made.getAnswers().stream()
                    .anyMatch(answer -> question.equals(answer.getQuestionId()));
    return (source == null || source.equals(event.getSourceId()))
        && (question == null || ofQuestion.test(event));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
