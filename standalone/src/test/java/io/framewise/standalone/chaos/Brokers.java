package io.framewise.standalone.chaos;

import io.framewise.standalone.embedded.Ports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;

/**
 * The brokers of one Kafka cluster, each a broker and KRaft controller in a process of its own, on
 * ports that stay. With three of them every topic has three replicas, of which two must have a
 * record before it counts as written. One thread starts and stops them.
 */
final class Brokers implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int CLIENTS_MS = 5_000;

  /** One of them; {@code process} is what runs or ran last. */
  private static final class Node {
    private final Path directory;
    private final int port = Ports.free();
    private final int controllerPort = Ports.free();
    private ChildJvm process;

    private Node(Path directory) {
      this.directory = directory;
    }

    private String address() {
      return "127.0.0.1:" + port;
    }
  }

  private final List<Node> nodes;
  private final Admin admin;

  private Brokers(List<Node> nodes) {
    this.nodes = nodes;
    this.admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", bootstrapServers(),
                "request.timeout.ms", CLIENTS_MS,
                "default.api.timeout.ms", CLIENTS_MS));
  }

  /** Starts {@code count} new brokers and returns when all of them take requests. */
  static Brokers start(Path directory, int count) throws IOException {
    List<Node> nodes =
        IntStream.range(0, count)
            .mapToObj(i -> new Node(directory.resolve("broker-" + i)))
            .toList();
    Brokers brokers = new Brokers(nodes);
    String cluster = Uuid.randomUuid().toString();
    for (int i = 0; i < count; i++) {
      brokers.format(i, cluster);
      brokers.start(i);
    }
    brokers.awaitAll();
    return brokers;
  }

  String bootstrapServers() {
    return nodes.stream().map(Node::address).collect(Collectors.joining(","));
  }

  /** As many copies of each topic as there are brokers. */
  int replicationFactor() {
    return nodes.size();
  }

  int count() {
    return nodes.size();
  }

  /** Starts a broker that was stopped, on its data and ports. Does not wait for it. */
  void start(int index) throws IOException {
    Node node = nodes.get(index);
    node.process =
        ChildJvm.start(
            node.directory.resolveSibling("broker-" + index + ".log"),
            Kafka.class.getName(),
            List.of(configFile(node).toString()));
  }

  /** Stops a broker in order: it hands over what it leads. */
  void stop(int index) throws InterruptedException {
    nodes.get(index).process.stop();
  }

  void kill(int index) throws InterruptedException {
    nodes.get(index).process.kill();
  }

  /** Waits until every broker is there. */
  void awaitAll() {
    Patiently.until(LIMIT, () -> admin.describeCluster().nodes().get().size() == nodes.size());
  }

  /** Waits until every copy of every partition has all that its leader has. */
  void awaitInSync() {
    awaitAll();
    Patiently.until(LIMIT, this::inSync);
  }

  private boolean inSync() throws ExecutionException, InterruptedException {
    Set<String> names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    return admin.describeTopics(names).allTopicNames().get().values().stream()
        .map(TopicDescription::partitions)
        .flatMap(List::stream)
        .allMatch(
            partition ->
                partition.leader() != null
                    && partition.isr().size() == partition.replicas().size());
  }

  private void format(int index, String cluster) throws IOException {
    Node node = nodes.get(index);
    Files.createDirectories(node.directory);
    Files.write(configFile(node), properties(index));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status =
        StorageTool.execute(
            new String[] {
              "format", "--cluster-id", cluster, "--config", configFile(node).toString()
            },
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (status != 0) {
      throw new IOException(said.toString(StandardCharsets.UTF_8));
    }
  }

  private static Path configFile(Node node) {
    return node.directory.resolve("server.properties");
  }

  private List<String> properties(int index) {
    Node node = nodes.get(index);
    List<String> lines = new ArrayList<>(SHARED);
    lines.add("node.id=" + (index + 1));
    lines.add("log.dirs=" + node.directory.resolve("logs"));
    lines.add(
        "listeners=PLAINTEXT://"
            + node.address()
            + ",CONTROLLER://127.0.0.1:"
            + node.controllerPort);
    lines.add("advertised.listeners=PLAINTEXT://" + node.address());
    lines.add(
        "controller.quorum.voters="
            + IntStream.range(0, nodes.size())
                .mapToObj(i -> (i + 1) + "@127.0.0.1:" + nodes.get(i).controllerPort)
                .collect(Collectors.joining(",")));
    int inSync = nodes.size() == 1 ? 1 : 2;
    lines.add("min.insync.replicas=" + inSync);
    lines.add("transaction.state.log.min.isr=" + inSync);
    lines.add("share.coordinator.state.topic.min.isr=" + inSync);
    for (String topic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      lines.add(topic + ".replication.factor=" + nodes.size());
      lines.add(topic + ".num.partitions=4");
    }
    return lines;
  }

  /** Small, because there are several on one machine. */
  private static final List<String> SHARED =
      List.of(
          "process.roles=broker,controller",
          "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
          "controller.listener.names=CONTROLLER",
          "auto.create.topics.enable=false",
          "group.initial.rebalance.delay.ms=0",
          "group.share.min.heartbeat.interval.ms=500",
          "group.share.min.session.timeout.ms=2000",
          "num.network.threads=2",
          "num.io.threads=4",
          "log.segment.bytes=67108864",
          "log.index.size.max.bytes=1048576",
          "log.cleaner.dedupe.buffer.size=8388608");

  @Override
  public void close() {
    admin.close(Duration.ZERO);
    nodes.stream().filter(node -> node.process != null).forEach(node -> node.process.close());
  }
}
