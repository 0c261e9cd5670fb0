package io.framewise.connectors.mqtt;

import io.framewise.connectors.camera.Backoff;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection to the broker as well as it goes, and sends what must arrive. Who looks finds
 * on the topic of the status whether somebody sends. Confined to one thread.
 */
final class MqttSender implements AutoCloseable {

  static final String ONLINE = "online";
  static final String OFFLINE = "offline";

  private static final Logger LOG = LoggerFactory.getLogger(MqttSender.class);
  private static final long LIMIT_SECONDS = 30;
  private static final long GOODBYE_SECONDS = 2;
  private static final int WINDOW = MqttLink.MOST_UNDER_WAY / 2;

  /** The connection is gone: what was to be sent may not have arrived. */
  static final class LinkLostException extends Exception {

    private static final long serialVersionUID = 1L;

    LinkLostException(Throwable cause) {
      super(cause);
    }
  }

  private final MqttBroker broker;
  private final String statusTopic;
  private final Backoff backoff;
  private MqttLink link;
  private long since;
  private long nextTry = System.nanoTime();

  MqttSender(MqttBroker broker) {
    this.broker = broker;
    this.statusTopic = statusTopic(broker.settings().prefix());
    this.backoff = new Backoff(new Random(broker.eventClient().hashCode()));
  }

  static String statusTopic(String prefix) {
    return prefix + "/status";
  }

  /** Whether there was a connection when it was last looked at. */
  boolean hasLink() {
    return link != null;
  }

  /** Connects where that is due; returns whether there is a connection. */
  boolean isConnected() throws InterruptedException {
    if (link != null && link.ended().isDone()) {
      lose("ended");
    }
    if (link == null && System.nanoTime() - nextTry >= 0) {
      connect();
    }
    return link != null;
  }

  private void connect() throws InterruptedException {
    since = System.nanoTime();
    try {
      link =
          broker.connect(
              new MqttBroker.Session(broker.eventClient(), false).will(statusTopic, OFFLINE),
              message -> {});
      send(List.of(new OutMessage(statusTopic, ONLINE)));
      LOG.info("events and alerts go to {}", broker.name());
    } catch (StreamFaultException e) {
      nextTry = since + backoff.after(e.fault(), Duration.ZERO).toNanos();
      LOG.warn("events and alerts wait in Kafka: {}; it is tried again", e.getMessage());
    } catch (LinkLostException e) {
      LOG.debug("lost again at once", e);
    }
  }

  private void lose(String why) {
    if (link != null) {
      LOG.warn("events and alerts wait in Kafka: the connection to {} {}", broker.name(), why);
      link.close();
      link = null;
      Duration lived = Duration.ofNanos(System.nanoTime() - since);
      nextTry = System.nanoTime() + backoff.after(StreamFault.CLOSED, lived).toNanos();
    }
  }

  /**
   * Sends messages, and returns when the broker has all of them.
   *
   * @throws LinkLostException when it may not have some
   */
  void send(List<OutMessage> messages) throws LinkLostException, InterruptedException {
    Deque<CompletableFuture<Void>> underWay = new ArrayDeque<>();
    try {
      for (OutMessage message : messages) {
        if (underWay.size() == WINDOW) {
          underWay.poll().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        underWay.add(
            link.publish(message.topic(), message.text().getBytes(StandardCharsets.UTF_8), true));
      }
      for (CompletableFuture<Void> one : underWay) {
        one.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException e) {
      lose("has ended");
      throw new LinkLostException(e.getCause());
    } catch (TimeoutException e) {
      lose("does not acknowledge what is sent");
      throw new LinkLostException(e);
    }
  }

  /** Says goodbye, where the broker is there. */
  @Override
  public void close() {
    if (link == null) {
      return;
    }
    try {
      link.publish(statusTopic, OFFLINE.getBytes(StandardCharsets.UTF_8), true)
          .get(GOODBYE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("the broker publishes the last will", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    link.close();
  }
}
