package io.framewise.standalone.embedded;

import io.framewise.contract.topic.Topics;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Broker properties for one node that is broker and controller at once, beside everything else in
 * one process: few threads, few internal partitions, small buffers.
 */
final class BrokerConfig {

  private static final int MIB = 1024 * 1024;
  private static final int HEADROOM_BYTES = 2 * MIB;
  private static final int MAX_BATCH_BYTES = Topics.MAX_PICTURE_BYTES + HEADROOM_BYTES;
  private static final int INTERNAL_PARTITIONS = 4;

  private BrokerConfig() {}

  static Properties of(Path directory, int port, int controllerPort) {
    Properties config = new Properties();
    identity(config, directory, port, controllerPort);
    coordinators(config);
    sizes(config);
    return config;
  }

  private static void identity(Properties config, Path directory, int port, int controllerPort) {
    put(config, "process.roles", "broker,controller");
    put(config, "node.id", 1);
    put(config, "log.dirs", directory.resolve("logs"));
    put(
        config,
        "listeners",
        "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    put(config, "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    put(config, "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    put(config, "controller.listener.names", "CONTROLLER");
    put(config, "controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    put(config, "auto.create.topics.enable", false);
  }

  private static void coordinators(Properties config) {
    for (String topic :
        new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
      put(config, topic + ".replication.factor", 1);
      put(config, topic + ".num.partitions", INTERNAL_PARTITIONS);
      put(config, topic + ".segment.bytes", 16 * MIB);
    }
    put(config, "transaction.state.log.min.isr", 1);
    // How soon after its time a transaction is aborted whose program was killed: those who take
    // over from that program wait for it.
    put(config, "transaction.abort.timed.out.transaction.cleanup.interval.ms", 1000);
    put(config, "share.coordinator.state.topic.min.isr", 1);
    put(config, "group.initial.rebalance.delay.ms", 0);
    // What the workers ask for their group: a worker gets its share of the requests with the answer
    // to a heartbeat, and one that was killed is to be missed soon.
    put(config, "group.share.min.heartbeat.interval.ms", 500);
    put(config, "group.share.min.session.timeout.ms", 2000);
    put(config, "group.coordinator.threads", 1);
    put(config, "share.coordinator.threads", 1);
  }

  private static void sizes(Properties config) {
    put(config, "message.max.bytes", MAX_BATCH_BYTES);
    put(config, "replica.fetch.max.bytes", MAX_BATCH_BYTES);
    put(config, "log.segment.bytes", 64 * MIB);
    put(config, "log.index.size.max.bytes", MIB);
    put(config, "log.cleaner.dedupe.buffer.size", 8 * MIB);
    put(config, "num.network.threads", 2);
    put(config, "num.io.threads", 4);
    put(config, "background.threads", 2);
  }

  private static void put(Properties config, String key, Object value) {
    config.setProperty(key, value.toString());
  }
}
