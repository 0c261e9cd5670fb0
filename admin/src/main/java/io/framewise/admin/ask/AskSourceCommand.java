package io.framewise.admin.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.admin.support.ApiClient;
import io.framewise.admin.support.ApiOptions;
import io.framewise.contract.UserError;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.platform.lifecycle.Progress;
import io.framewise.platform.settings.Durations;
import io.framewise.platform.terminal.Columns;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code framewise ask --source}. The launcher sends {@code ask} here when a source is named. */
@Command(
    name = AskSourceCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "framewise ask --source ID [OPTIONS] QUESTION",
    description = {
      "Ask the workers that run a question about what a source shows, over the API.",
      "The answer is an event too, in the history and on the topic. Exit code 0 when it is valid, else 1."
    },
    footer = {
      "",
      "Examples:",
      "  framewise ask --source street \"What is on the road?\"",
      "  framewise ask --source street --answer yes_no \"Is a bus on the road?\"",
      "  framewise ask --source gate --last 10s --frames 8 --answer choice --choice open --choice shut \\",
      "      \"Is the gate open?\"",
      "  framewise ask --source street --api http://streams.example:8080 --json \"How many cars?\""
    })
public final class AskSourceCommand implements Callable<Integer> {

  /** The name under which the launcher has it. */
  public static final String NAME = "ask-source";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The API answers this long after the deadline at the latest. */
  private static final Duration MARGIN = Duration.ofSeconds(20);

  @Mixin private ApiOptions api;
  @Spec private CommandSpec spec;

  @Option(names = "--source", paramLabel = "ID", required = true, description = "The source.")
  private String source;

  @Option(
      names = "--last",
      paramLabel = "TIME",
      description =
          "Look at frames of the last 10s, up to 2m; the newest frame alone unless given.")
  private String last;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "With --last, look at so many frames of it (default: 4).")
  private Integer frames;

  @Option(
      names = "--answer",
      paramLabel = "TYPE",
      description = "text, yes_no, choice, number, box, point or json (default: text).")
  private String answer;

  @Option(
      names = "--choice",
      paramLabel = "TEXT",
      description = "An allowed answer of a choice; once for each.")
  private List<String> choices = new ArrayList<>();

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "The JSON schema of a json answer.")
  private Path schema;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      description = "How long to wait for the answer, up to 5m (default: ${DEFAULT-VALUE}).")
  private String deadline = "20s";

  @Option(names = "--json", description = "Print the event as the API answers it.")
  private boolean json;

  @Parameters(paramLabel = "QUESTION", description = "The question.")
  private String question;

  /**
   * Asks.
   *
   * @throws UserError when nobody answers, or the API refuses
   */
  @Override
  public Integer call() {
    ObjectNode asked = asked();
    Duration limit = limit();
    ApiClient client = api.client();
    JsonNode event =
        Progress.during(
            spec.commandLine().getErr(),
            "waiting for the answer",
            () -> client.post("v1/ask", asked, limit));
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? event.toPrettyString() : line(event));
    out.flush();
    return "ANSWERED".equals(event.path("status").asText()) ? 0 : CommandRunner.EXIT_FAILURE;
  }

  private ObjectNode asked() {
    ObjectNode asked = JSON.createObjectNode().put("source", source).put("question", question);
    asked.put("last", last).put("frames", frames).put("answer", answer).put("deadline", deadline);
    if (!choices.isEmpty()) {
      choices.forEach(asked.putArray("choices")::add);
    }
    if (schema != null) {
      asked.set("jsonSchema", read(schema));
    }
    return asked;
  }

  private static JsonNode read(Path schema) {
    try {
      return JSON.readTree(Files.readString(schema));
    } catch (JsonProcessingException e) {
      throw new UserError(schema + " is no JSON", "put a JSON schema into it", e);
    } catch (IOException e) {
      throw new UserError(schema + " cannot be read", "check --schema", e);
    }
  }

  private Duration limit() {
    try {
      return Durations.parse(deadline).plus(MARGIN);
    } catch (IllegalArgumentException e) {
      throw new UserError("--deadline: " + e.getMessage(), "write for example --deadline 1m", e);
    }
  }

  private static String line(JsonNode event) {
    JsonNode answer = event.at("/answers/0");
    if (answer.isMissingNode()) {
      String status = event.path("status").asText().toLowerCase(Locale.ROOT);
      return Columns.plain(status + ": " + event.path("reason").asText());
    }
    if (!answer.path("valid").asBoolean()) {
      return Columns.plain("invalid: " + answer.path("text").asText());
    }
    JsonNode probability = answer.path("probability");
    return Columns.plain(words(answer.path("value")))
        + (probability.isNumber()
            ? String.format(Locale.ROOT, " (%.0f %%)", 100 * probability.asDouble())
            : "");
  }

  private static String words(JsonNode value) {
    if (value.isBoolean()) {
      return value.asBoolean() ? "yes" : "no";
    }
    return value.isTextual() ? value.asText() : value.toString();
  }
}
