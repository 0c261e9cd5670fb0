package io.framewise.standalone.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** The embedded broker with a listener that wants a user and a password. */
final class SaslBroker implements AutoCloseable {

  static final String USER = "ann";

  private final int port = Ports.free();
  private final KafkaRaftServer server;

  SaslBroker(Path directory, String password) throws IOException {
    Properties config = BrokerConfig.of(directory, port, Ports.free());
    config.setProperty(
        "listeners", config.getProperty("listeners").replace("PLAINTEXT:", "SASL_PLAINTEXT:"));
    config.setProperty("advertised.listeners", "SASL_PLAINTEXT://127.0.0.1:" + port);
    config.setProperty(
        "listener.security.protocol.map", "SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.setProperty("inter.broker.listener.name", "SASL_PLAINTEXT");
    config.setProperty("sasl.enabled.mechanisms", "PLAIN");
    config.setProperty("sasl.mechanism.inter.broker.protocol", "PLAIN");
    config.setProperty(
        "listener.name.sasl_plaintext.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"broker\""
            + " password=\"b\" user_broker=\"b\" user_"
            + USER
            + "=\""
            + password
            + "\";");
    format(directory, config);
    server = new KafkaRaftServer(KafkaConfig.fromProps(config, false), Time.SYSTEM);
    server.startup();
  }

  private static void format(Path directory, Properties config) throws IOException {
    Path file = Files.createDirectories(directory).resolve("server.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      config.store(out, null);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status =
        StorageTool.execute(
            new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (status != 0) {
      throw new IllegalStateException(said.toString(StandardCharsets.UTF_8));
    }
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
