package io.framewise.standalone.e2e;

import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The images that a team would run: Apache Kafka and Apicurio Registry. */
record ContainerPlatform(KafkaContainer broker, GenericContainer<?> registry) implements Platform {

  private static final int REGISTRY_PORT = 8080;
  private static final String REGISTRY_PATH = "/apis/ccompat/v7";

  @SuppressWarnings("resource") // both are closed by close()
  static ContainerPlatform start() {
    ContainerPlatform platform =
        new ContainerPlatform(
            new KafkaContainer("apache/kafka:4.3.1")
                .withEnv(
                    Map.of(
                        "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
                        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1",
                        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1",
                        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1",
                        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1")),
            new GenericContainer<>(
                    DockerImageName.parse("apicurio/apicurio-registry-mem:2.6.13.Final"))
                .withExposedPorts(REGISTRY_PORT)
                .waitingFor(Wait.forHttp(REGISTRY_PATH + "/subjects").forPort(REGISTRY_PORT)));
    try {
      platform.broker.start();
      platform.registry.start();
      return platform;
    } catch (RuntimeException e) {
      platform.close();
      throw e;
    }
  }

  @Override
  public String bootstrapServers() {
    return broker.getBootstrapServers();
  }

  @Override
  public String registryUrl() {
    return "http://"
        + registry.getHost()
        + ":"
        + registry.getMappedPort(REGISTRY_PORT)
        + REGISTRY_PATH;
  }

  @Override
  public void close() {
    broker.close();
    registry.close();
  }
}
