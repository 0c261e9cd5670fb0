package io.framewise.connectors.testing;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Somebody else at an MQTT broker: publishes, and remembers what is published. */
public final class MqttPeer implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final MqttClient client;
  private final Map<String, List<String>> texts = new ConcurrentHashMap<>();

  /** A client of the broker at this port. */
  public MqttPeer(int port) {
    this.client =
        MqttClient.create(
            vertx, new MqttClientOptions().setMaxMessageSize(1 << 20).setMaxInflightQueue(1000));
    client.publishHandler(
        message ->
            texts
                .computeIfAbsent(message.topicName(), any -> new CopyOnWriteArrayList<>())
                .add(message.payload().toString(StandardCharsets.UTF_8)));
    wait(client.connect(port, "127.0.0.1"));
  }

  private static void wait(Future<?> future) {
    Object unused =
        future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** Remembers what is published from now on, and what is retained. */
  public void follow(String filter) {
    wait(client.subscribe(filter, 1));
  }

  /** What was published on each topic so far, as text. */
  public Map<String, List<String>> texts() {
    return texts;
  }

  /** Publishes. */
  public void publish(String topic, byte[] payload, boolean retained) {
    wait(client.publish(topic, Buffer.buffer(payload), MqttQoS.AT_LEAST_ONCE, false, retained));
  }

  @Override
  public void close() {
    wait(vertx.close());
  }
}
