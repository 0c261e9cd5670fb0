package io.framewise.lab.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** What lies in the broker's logs, in bytes by topic. */
record BrokerBytes(Map<String, Long> byTopic) {

  private static final int BROKER = 1;

  static BrokerBytes now(Pipeline pipeline) throws ExecutionException, InterruptedException {
    Map<String, Long> bytes = new HashMap<>();
    try (Admin admin = Admin.create(pipeline.kafka().clientConfig())) {
      admin
          .describeLogDirs(List.of(BROKER))
          .allDescriptions()
          .get()
          .get(BROKER)
          .values()
          .forEach(
              directory ->
                  directory
                      .replicaInfos()
                      .forEach(
                          (partition, replica) ->
                              bytes.merge(partition.topic(), replica.size(), Long::sum)));
    }
    return new BrokerBytes(bytes);
  }

  /** What has been added since. */
  BrokerBytes since(BrokerBytes before) {
    Map<String, Long> added = new HashMap<>();
    byTopic.forEach(
        (topic, bytes) -> added.put(topic, bytes - before.byTopic.getOrDefault(topic, 0L)));
    return new BrokerBytes(added);
  }

  long total() {
    return byTopic.values().stream().mapToLong(Long::longValue).sum();
  }

  long of(String topic) {
    return byTopic.getOrDefault(topic, 0L);
  }
}
