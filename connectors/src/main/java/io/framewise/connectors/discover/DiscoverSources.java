package io.framewise.connectors.discover;

import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import io.framewise.platform.settings.Durations;
import io.framewise.platform.settings.SecretReference;
import io.framewise.platform.terminal.PasswordPrompt;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code framewise sources discover}. */
@Command(
    name = "discover",
    mixinStandardHelpOptions = true,
    description = {
      "Find the cameras of this network by ONVIF, and tell which streams they have and how they are added.",
      "Nothing is written to Kafka. Without a user the cameras are listed, without their streams."
    },
    footer = {
      "",
      "Exit code: 0, whether cameras were found or not.",
      "Each camera is logged in to once, with the same user; where that is refused, the others go on.",
      "",
      "Examples:",
      "  framewise sources discover",
      "  framewise sources discover --user eve --password env:CAMERA",
      "  framewise sources discover --user eve --password env:CAMERA --host 10.0.7.20 --json"
    })
public final class DiscoverSources implements Callable<Integer> {

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
  private static final int AT_ONCE = 16;
  private static final int HTTP_PORT = 80;
  // For lines to paste where the password was typed.
  private static final String PLACE_OF_PASSWORD = "env:CAMERA_PASSWORD";

  @Spec private CommandSpec spec;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "How long to wait for cameras to answer (default: ${DEFAULT-VALUE}).")
  private String timeout = "3s";

  @Option(names = "--user", paramLabel = "NAME", description = "Who logs in to the cameras.")
  private String user = "";

  @Option(
      names = "--password",
      paramLabel = "REFERENCE",
      description =
          "Where the user's password is: env:NAME or file:PATH. It is asked for where this is not given.")
  private String password = "";

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description = "Ask on this network interface only, such as eth0.")
  private String networkInterface;

  @Option(
      names = "--host",
      paramLabel = "HOST[:PORT]",
      description =
          "Ask this camera, and not the network: for cameras that multicast does not reach. May be repeated.")
  private List<String> hosts = new ArrayList<>();

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Duration wait = duration();
    List<Device> named = hosts.stream().map(DiscoverSources::named).toList();
    Secret secret = secret();
    List<Device> devices =
        named.isEmpty()
            ? List.copyOf(
                new NetworkSearch(NetworkSearch.GROUP)
                    .run(NetworkSearch.interfaces(Optional.ofNullable(networkInterface)), wait))
            : named;
    tell(look(devices, secret));
    return 0;
  }

  private Duration duration() {
    try {
      return Durations.parse(timeout);
    } catch (IllegalArgumentException e) {
      throw new UserError("--timeout: " + e.getMessage(), "write --timeout 3s", e);
    }
  }

  private static Device named(String host) {
    try {
      URI parts = new URI("http://" + host);
      boolean plain =
          parts.getHost() != null && ("http://" + host).equals("http://" + parts.getRawAuthority());
      if (plain && parts.getRawUserInfo() == null) {
        return Device.at(parts.getHost(), parts.getPort() < 0 ? HTTP_PORT : parts.getPort());
      }
    } catch (URISyntaxException e) {
      throw noHost(); // Without the cause, which quotes what was given.
    }
    throw noHost();
  }

  private static UserError noHost() {
    return new UserError(
        "--host takes a host with or without a port, and something else was given",
        "write --host 10.0.7.20 or --host camera:8080, and the user with --user");
  }

  private Secret secret() {
    if (user.isEmpty()) {
      if (!password.isEmpty()) {
        throw new UserError("--password is given without --user", "say who logs in with --user");
      }
      return Secret.NONE;
    }
    if (password.isEmpty()) {
      Secret typed = PasswordPrompt.ask(user);
      if (typed.isEmpty()) {
        throw new UserError(
            "no password was given for " + user, "say where it is: --password env:NAME");
      }
      return typed;
    }
    try {
      return new SecretReference(password).resolve(System.getenv());
    } catch (IllegalArgumentException e) {
      throw new UserError("--password " + e.getMessage(), "write --password env:CAMERA", e);
    }
  }

  private List<Finding> look(List<Device> devices, Secret secret) throws InterruptedException {
    boolean logsIn = !user.isEmpty();
    if (!logsIn && hosts.isEmpty()) {
      return sorted(devices.stream().map(Finding::of).toList());
    }
    SoapClient client = new SoapClient(ANSWER_LIMIT);
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Finding>> asked = new ArrayList<>();
      for (Device device : devices) {
        Camera camera = new Camera(device, user, secret, client, Clock.systemUTC());
        asked.add(threads.submit(() -> logsIn ? camera.look() : camera.greet()));
      }
      List<Finding> findings = new ArrayList<>();
      for (Future<Finding> one : asked) {
        findings.add(one.get());
      }
      return sorted(findings);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a camera could not be asked", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Finding> sorted(List<Finding> findings) {
    return findings.stream()
        .sorted(Comparator.comparing(finding -> finding.device().service().toString()))
        .toList();
  }

  private void tell(List<Finding> findings) {
    String reference = password.isEmpty() && !user.isEmpty() ? PLACE_OF_PASSWORD : password;
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(FindingsText.json(findings, reference));
    } else if (findings.isEmpty()) {
      FindingsText.nothing().forEach(out::println);
    } else {
      FindingsText.lines(findings, reference).forEach(out::println);
      if (user.isEmpty()) {
        out.println("--user NAME tells the streams of these, too.");
      }
    }
    out.flush();
  }
}
