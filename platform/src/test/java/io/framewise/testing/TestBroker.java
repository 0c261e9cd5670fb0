package io.framewise.testing;

import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A real KRaft broker in this JVM, on loopback, that can be stopped and started again with its
 * data. It has Kafka's defaults but for what being alone asks for. Its data go when it is closed.
 */
public final class TestBroker implements AutoCloseable {

  private final Path directory = Files.createTempDirectory("test-broker");
  private final int port = freePort();
  private final Properties properties = new Properties();
  private KafkaRaftServer server;

  /** A formatted broker with {@code settings} in place of defaults; not started yet. */
  public TestBroker(Map<String, String> settings) throws IOException {
    int controllerPort = freePort();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    properties.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("log.dirs", directory.resolve("data").toString());
    properties.put("auto.create.topics.enable", "false");
    properties.put("group.initial.rebalance.delay.ms", "0");
    for (String topic :
        new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
      properties.put(topic + ".replication.factor", "1");
      properties.put(topic + ".num.partitions", "1");
    }
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.putAll(settings);
    format(directory.resolve("server.properties"));
  }

  /** One that runs. */
  public static TestBroker started(Map<String, String> settings) {
    try {
      TestBroker broker = new TestBroker(settings);
      broker.start();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void format(Path file) throws IOException {
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, "test broker");
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int result =
        StorageTool.execute(
            new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (result != 0) {
      throw new IOException("format failed: " + said.toString(StandardCharsets.UTF_8));
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it, with the data it had when it was stopped. */
  public void start() {
    server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
    server.startup();
  }

  /** Stops it; its port is closed afterwards. */
  public void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Settings that lead to it. */
  public KafkaSettings settings() {
    return SettingsSource.read(
            null, Map.of(), Map.of("kafka.bootstrap-servers", bootstrapServers()))
        .bind(Section.KAFKA, KafkaSettings.class);
  }

  @Override
  public void close() throws IOException {
    stop();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
