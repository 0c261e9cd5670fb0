package io.framewise.admin.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewise.admin.support.ApiClient;
import io.framewise.admin.support.ApiOptions;
import io.framewise.admin.support.Moment;
import io.framewise.contract.UserError;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.platform.lifecycle.Progress;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code framewise ledger}: how every frame and every window ended. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description =
        "Show how each frame and each window of a source ended, and whether the sums agree. Exit code 0 when they do, 1 when not.",
    footer = {
      "",
      "Times are of capture: ISO 8601, or 10m, 2h, 1d for so long ago; they are rounded outward to whole minutes.",
      "Without them it is the source's whole life.",
      "",
      "Examples:",
      "  framewise ledger --source door",
      "  framewise ledger --source door --from 1h",
      "  framewise ledger --source door --from 2026-01-31T08:00:00Z --to 2026-01-31T09:00:00Z --json",
      "  framewise ledger --source door --api http://streams.example:8080"
    })
public final class LedgerCommand implements Callable<Integer> {

  @Mixin private ApiOptions api;
  @Spec private CommandSpec spec;

  @Option(names = "--source", paramLabel = "ID", required = true, description = "The source.")
  private String source;

  @Option(names = "--from", paramLabel = "TIME", description = "Begin of the span.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "End of the span, exclusive; now when none is given.")
  private String to;

  @Option(names = "--json", description = "Print what the API answers.")
  private boolean json;

  /**
   * Shows it.
   *
   * @throws UserError when nobody answers or the source is not known
   */
  @Override
  public Integer call() {
    Map<String, String> parameters = new LinkedHashMap<>();
    Instant now = Instant.now();
    if (from != null) {
      parameters.put("from", Moment.parse("--from", from, now).toString());
    }
    if (to != null) {
      parameters.put("to", Moment.parse("--to", to, now).toString());
    }
    ApiClient client = api.client();
    PrintWriter err = spec.commandLine().getErr();
    List<String> path = List.of("v1", "sources", source, "ledger");
    JsonNode account = Progress.during(err, "asking the API", () -> client.get(path, parameters));
    try {
      return print(account, spec.commandLine().getOut());
    } catch (IllegalArgumentException e) {
      throw client.notTheApi(e);
    }
  }

  /** Prints an account; {@link IllegalArgumentException} when it is none. */
  private int print(JsonNode account, PrintWriter out) {
    List<String> lines = LedgerText.lines(account);
    if (json) {
      out.println(account.toPrettyString());
    } else {
      lines.forEach(out::println);
    }
    out.flush();
    return account.required("balanced").asBoolean() ? 0 : CommandRunner.EXIT_FAILURE;
  }
}
