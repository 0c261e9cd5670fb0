package io.framewise.connectors.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttConnAckMessage;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a broker, used once. What is published is acknowledged by the broker, or fails
 * with the connection. Safe for use by several threads.
 */
final class MqttLink implements AutoCloseable {

  /** Most messages that the broker has not acknowledged. */
  static final int MOST_UNDER_WAY = 200;

  private static final Logger LOG = LoggerFactory.getLogger(MqttLink.class);

  private final MqttClient client;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Map<Integer, CompletableFuture<Void>> underWay = new HashMap<>();
  private final Set<Integer> early = new HashSet<>();

  MqttLink(Vertx vertx, MqttClientOptions options, Consumer<MqttPublishMessage> onMessage) {
    this.client = MqttClient.create(vertx, options);
    client.publishHandler(onMessage::accept);
    client.publishCompletionHandler(this::acknowledged);
    client.closeHandler(closed -> end());
    client.exceptionHandler(
        e -> {
          LOG.debug("a connection to the MQTT broker fails", e);
          end();
        });
  }

  CompletableFuture<MqttConnAckMessage> connect(String host, int port) {
    return client.connect(port, host).toCompletionStage().toCompletableFuture();
  }

  /** Completes when the connection has ended. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** Subscribes, once; completes with the quality that the broker grants. */
  CompletableFuture<Integer> subscribe(String filter, int quality) {
    CompletableFuture<Integer> granted = new CompletableFuture<>();
    client.subscribeCompletionHandler(answer -> granted.complete(answer.grantedQoSLevels().get(0)));
    client.subscribe(filter, quality).onFailure(granted::completeExceptionally);
    return granted;
  }

  /** Publishes; completes when the broker has it, and fails when the connection ends before. */
  CompletableFuture<Void> publish(String topic, byte[] payload, boolean retained) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (ended.isDone()) {
      done.completeExceptionally(gone());
      return done;
    }
    try {
      client
          .publish(topic, Buffer.buffer(payload), MqttQoS.AT_LEAST_ONCE, false, retained)
          .onSuccess(id -> sent(id, done))
          .onFailure(done::completeExceptionally);
    } catch (IllegalStateException | NullPointerException e) { // It ends: the client has none.
      done.completeExceptionally(e);
    }
    if (ended.isDone()) {
      done.completeExceptionally(gone());
    }
    return done;
  }

  /** Its acknowledgement may have come before. */
  private void sent(int id, CompletableFuture<Void> done) {
    synchronized (this) {
      if (!early.remove(id)) {
        underWay.put(id, done);
        return;
      }
    }
    done.complete(null);
  }

  private void acknowledged(int id) {
    CompletableFuture<Void> done;
    synchronized (this) {
      done = underWay.remove(id);
      if (done == null) {
        early.add(id);
        return;
      }
    }
    done.complete(null);
  }

  private void end() {
    ended.complete(null);
    Map<Integer, CompletableFuture<Void>> lost;
    synchronized (this) {
      lost = Map.copyOf(underWay);
      underWay.clear();
    }
    lost.values().forEach(one -> one.completeExceptionally(gone()));
  }

  private static IllegalStateException gone() {
    return new IllegalStateException("the connection to the MQTT broker has ended");
  }

  @Override
  public void close() {
    client.disconnect().onFailure(e -> LOG.debug("it was not connected any more", e));
  }
}
