package io.framewise.standalone.embedded;

import io.framewise.contract.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker and KRaft controller inside this JVM, on 127.0.0.1, without authentication.
 * Share groups and transactions are on, topics are never created by accident. A later start on the
 * same directory finds everything again. One thread starts and closes it.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a broker and returns when it takes requests.
   *
   * @param directory its data; made and formatted where that has not been done
   * @param port port for clients, 0 for a free one
   * @throws UserError when the port is taken, or the directory cannot be used
   */
  public static EmbeddedBroker start(Path directory, int port) {
    if (port != 0) {
      Ports.requireFree("Kafka", port, "stop that program, or give Kafka another port");
    }
    int clientPort = Ports.orFree(port);
    Properties config = BrokerConfig.of(directory, clientPort, Ports.free());
    formatOnce(directory, config);
    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(config, false), Time.SYSTEM);
    try {
      startUndisturbed(server);
    } catch (RuntimeException e) {
      server.shutdown();
      throw new UserError(
          "the Kafka broker does not start on its data in " + directory + ": " + e.getMessage(),
          "if the data are not needed, delete that directory",
          e);
    }
    LOG.debug("broker on port {}, data in {}", clientPort, directory);
    return new EmbeddedBroker(server, clientPort);
  }

  /** On a thread that no signal interrupts: an interrupt while a log is written closes its file. */
  private static void startUndisturbed(KafkaRaftServer server) {
    CompletableFuture.runAsync(server::startup, task -> new Thread(task, "start-kafka").start())
        .join();
  }

  private static void formatOnce(Path directory, Properties config) {
    try {
      if (Files.exists(Path.of(config.getProperty("log.dirs"), "meta.properties"))) {
        return;
      }
      Files.createDirectories(directory);
      Path file = directory.resolve("server.properties");
      try (OutputStream out = Files.newOutputStream(file)) {
        config.store(out, null);
      }
      format(file);
    } catch (IOException e) {
      throw new UserError(
          "the broker's directory " + directory + " cannot be written: " + e.getMessage(),
          "name another data directory, or change its owner",
          e);
    }
  }

  private static void format(Path config) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status =
        StorageTool.execute(
            new String[] {
              "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", config.toString()
            },
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (status != 0) {
      throw new UserError(
          "the broker's directory "
              + config.getParent()
              + " cannot be formatted: "
              + said.toString(StandardCharsets.UTF_8).strip(),
          "delete that directory, or name another data directory");
    }
  }

  /** Where clients connect, host:port. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Port for clients. */
  public int port() {
    return port;
  }

  /** Stops it in order, so that the next start needs no recovery. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
