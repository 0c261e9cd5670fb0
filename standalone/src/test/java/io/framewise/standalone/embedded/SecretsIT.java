package io.framewise.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A marker in every secret, through every failure that there is between a command and what it talks
 * to, with everything logged: the marker stands nowhere.
 */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class SecretsIT {

  private static final String MARKER = "M4rkerM4rker";
  private static final String JAAS =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"ann\" password=\""
          + MARKER
          + "\";";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static EmbeddedRegistry registry;
  private static SaslBroker sasl;

  @BeforeAll
  static void start() throws IOException {
    broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    registry = EmbeddedRegistry.start(Files.createDirectories(directory.resolve("registry")), 0);
    sasl = new SaslBroker(directory.resolve("sasl"), "another");
    Files.createDirectories(directory.resolve("pictures"));
  }

  @AfterAll
  static void stop() {
    sasl.close();
    registry.close();
    broker.close();
  }

  /** What each command line ends with, and a sentence that shows the failure meant was met. */
  private record Failure(
      String sentence, Map<String, String> environment, List<String> arguments) {}

  @Test
  void shouldStandNowhereWhateverFails() throws Exception {
    try (RegistryGate refusing = new RegistryGate(registry.url(), 401, request -> true);
        RegistryGate failing = new RegistryGate(registry.url(), 422, RegistryGate::writes)) {
      List<Failure> failures = new ArrayList<>();
      failures.addAll(settingsFailures());
      failures.addAll(registryFailures(refusing, failing));
      failures.addAll(kafkaFailures());
      for (Failure failure : failures) {
        try (CommandProcess command =
            CommandProcess.start(directory, failure.environment, failure.arguments)) {
          int code = command.exitCode();
          String said = command.said();
          requireClean(failure.sentence, said);
          assertThat(said).as(failure.arguments.toString()).contains(failure.sentence);
          assertThat(code).as(said).isEqualTo(2);
        }
      }
    }
  }

  private List<Failure> settingsFailures() throws IOException {
    Path broken =
        Files.writeString(
            directory.resolve("broken.yaml"),
            "registry:\n  user: ann\n  password: \"" + MARKER + "\n  url: x\n");
    Path wrong =
        Files.writeString(
            directory.resolve("wrong.yaml"),
            "registry: {pasword: x, password: "
                + MARKER
                + "}\nkafka: {properties: {ssl.key.password: "
                + MARKER
                + "}}\n");
    return List.of(
        new Failure("is not valid YAML at line", Map.of(), connectors("-c", broken.toString())),
        new Failure(
            "unknown setting registry.pasword", Map.of(), connectors("-c", wrong.toString())),
        new Failure(
            "belong to no option", Map.of(), connectors("--set", "registry.password", MARKER)),
        new Failure(
            "--set takes SECTION.KEY=VALUE", Map.of(), connectors("--set", "password:" + MARKER)),
        new Failure(
            "url is not an address",
            Map.of("FRAMEWISE_REGISTRY_URL", "htp://ann:" + MARKER + "@host"),
            connectors()),
        new Failure(
            "unknown environment variable FRAMEWISE_REGISTRY_PASWORD",
            Map.of("FRAMEWISE_REGISTRY_PASWORD", MARKER),
            connectors()),
        new Failure(
            "is not a JAAS configuration",
            Map.of("FRAMEWISE_KAFKA_PROPERTIES", "sasl.jaas.config=required " + MARKER),
            connectors()),
        new Failure(
            "properties.consumer.sasl.jaas.config is not a JAAS configuration",
            Map.of(
                "FRAMEWISE_KAFKA_PROPERTIES",
                "consumer.sasl.jaas.config=PlainLoginModule " + MARKER + " a=b;"),
            List.of("streams-app")),
        new Failure(
            "the Hugging Face token holds blanks",
            Map.of("HF_TOKEN", MARKER + " x", "HF_HOME", directory.toString()),
            List.of("ask", "-m", "nobody/nothing", "What?")),
        new Failure(
            "HF_ENDPOINT is not the address",
            Map.of("HF_ENDPOINT", "http://ann:" + MARKER + "@hub", "HF_HOME", directory.toString()),
            List.of("ask", "-m", "nobody/nothing", "What?")));
  }

  private List<Failure> registryFailures(RegistryGate refusing, RegistryGate failing) {
    String withPassword = "http://ann:" + MARKER + "@";
    List<Failure> failures = new ArrayList<>();
    failures.add(atRegistry("no schema registry answers", withPassword + "127.0.0.1:1/apis"));
    failures.add(atRegistry("no schema registry answers", withPassword + "nowhere.invalid/apis"));
    failures.add(
        atRegistry("refuses the user ann or the password", withPassword + refusing.host()));
    failures.add(atRegistry("refuses the schema of", withPassword + failing.host()));
    failures.add(
        atRegistry(
            "no schema registry answers at https:",
            withPassword.replace("http:", "https:") + failing.host()));
    failures.add(
        new Failure(
            "the files of registry.tls cannot be used",
            Map.of(
                "FRAMEWISE_REGISTRY_TLS_TRUSTSTORE",
                directory.resolve("log-all.xml").toString(),
                "FRAMEWISE_REGISTRY_TLS_TRUSTSTORE_PASSWORD",
                MARKER),
            connectors()));
    return failures;
  }

  private static Failure atRegistry(String sentence, String url) {
    return new Failure(
        sentence,
        Map.of(
            "FRAMEWISE_REGISTRY_URL",
            url,
            "FRAMEWISE_KAFKA_BOOTSTRAP_SERVERS",
            broker.bootstrapServers()),
        connectors());
  }

  private List<Failure> kafkaFailures() {
    Map<String, String> secured = new HashMap<>();
    secured.put("FRAMEWISE_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SASL_PLAINTEXT");
    secured.put("FRAMEWISE_KAFKA_PROPERTIES_SASL_MECHANISM", "PLAIN");
    secured.put("FRAMEWISE_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", JAAS);
    Map<String, String> unknown = new HashMap<>(secured);
    unknown.put("FRAMEWISE_KAFKA_BOOTSTRAP_SERVERS", sasl.bootstrapServers());
    Map<String, String> away = new HashMap<>(secured);
    away.put("FRAMEWISE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
    Map<String, String> badStore = new HashMap<>();
    badStore.put("FRAMEWISE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
    badStore.put("FRAMEWISE_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SSL");
    badStore.put(
        "FRAMEWISE_KAFKA_PROPERTIES_SSL_TRUSTSTORE_LOCATION",
        directory.resolve("log-all.xml").toString());
    badStore.put("FRAMEWISE_KAFKA_PROPERTIES_SSL_TRUSTSTORE_PASSWORD", MARKER);
    return List.of(
        new Failure("refuses this client", unknown, connectors()),
        new Failure("no Kafka broker answers", away, connectors()),
        new Failure("no Kafka client can be made", badStore, connectors()),
        new Failure("", unknown, List.of("questions", "list")));
  }

  private static List<String> connectors(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "connectors",
                "--set",
                "kafka.startup-limit=1s",
                "--set",
                "connectors.health.port=-1",
                "--set",
                "connectors.sources.gate.kind=folder",
                "--set",
                "connectors.sources.gate.domain=inspection",
                "--set",
                "connectors.sources.gate.path=" + directory.resolve("pictures")));
    arguments.addAll(List.of(more));
    return arguments;
  }

  @Test
  void shouldStandNowhereWhileItRuns() throws Exception {
    int port = Ports.free();
    try (RegistryGate gate = new RegistryGate(registry.url(), 500, request -> false);
        CommandProcess command =
            CommandProcess.start(
                directory,
                Map.of(
                    "FRAMEWISE_REGISTRY_URL",
                    "http://ann:" + MARKER + "@" + gate.host(),
                    "FRAMEWISE_KAFKA_BOOTSTRAP_SERVERS",
                    broker.bootstrapServers(),
                    "FRAMEWISE_KAFKA_PROPERTIES_SASL_JAAS_CONFIG",
                    JAAS,
                    "FRAMEWISE_KAFKA_PROPERTIES_SSL_KEY_PASSWORD",
                    MARKER),
                connectors("--set", "connectors.health.port=" + port))) {
      await().atMost(LIMIT).until(() -> get(port, "/health/ready").contains("\"up\""));

      requireClean("health", get(port, "/health/live") + get(port, "/health/ready"));
      requireClean("metrics", get(port, "/metrics"));
      requireClean("threads", diagnose(command.id(), "Thread.print"));
      command.stop();
      command.exitCode();
      requireClean("log", command.said());
      assertThat(command.said()).contains("Sending GET"); // The registry client speaks at DEBUG.
    }
  }

  private static String diagnose(long process, String what) throws Exception {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked =
        new ProcessBuilder(jcmd.toString(), Long.toString(process), what)
            .redirectError(Redirect.DISCARD)
            .start();
    return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String get(int port, String path) throws InterruptedException {
    try {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    }
  }

  private static void requireClean(String what, String text) {
    String base64 =
        Base64.getEncoder().encodeToString(("ann:" + MARKER).getBytes(StandardCharsets.UTF_8));
    List<String> found =
        Stream.of(MARKER, base64)
            .flatMap(secret -> text.lines().filter(line -> line.contains(secret)))
            .toList();
    assertThat(found).as(what).isEmpty();
  }
}
