package io.framewise.connectors.mqtt;

import io.framewise.connectors.settings.MqttSettings;
import io.framewise.connectors.source.PictureJudge;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.contract.UserError;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker that the settings name, and the threads for its connections. Safe for several threads.
 */
public final class MqttBroker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MqttBroker.class);
  private static final int CONNECT_MS = 5000;
  private static final int KEEP_ALIVE_SECONDS = 15;
  private static final long LIMIT_SECONDS = 10;

  /** A picture that is too large is still read and refused; what is larger ends the connection. */
  private static final int MOST_MESSAGE_BYTES = 2 * PictureJudge.LIMITS.maxBytes();

  private final MqttSettings settings;
  private final String group;
  private final Map<String, String> environment;
  private Vertx vertx;
  private boolean closed;

  /**
   * The broker of {@code settings}.
   *
   * @param group the group of the connectors
   * @param environment variables in which the password may be
   */
  public MqttBroker(MqttSettings settings, String group, Map<String, String> environment) {
    this.settings = settings;
    this.group = group;
    this.environment = Map.copyOf(environment);
  }

  MqttSettings settings() {
    return settings;
  }

  /** The id that the client of a source has in every process of the group. */
  String sourceClient(String sourceId) {
    // No group and no source has a colon in its name, so that no two clients have one id.
    return "framewise:" + group + ":source:" + sourceId;
  }

  /** The id of the client that publishes events and alerts. */
  String eventClient() {
    return "framewise:" + group + ":events";
  }

  /** The broker for people. */
  String name() {
    return "the MQTT broker at " + settings.host() + ":" + settings.port();
  }

  /** How a connection differs from another. */
  static final class Session {

    private final MqttClientOptions options = new MqttClientOptions();

    /** A session of a client; one that is kept gets what was published while it was away. */
    Session(String clientId, boolean kept) {
      options.setClientId(clientId).setCleanSession(!kept);
    }

    /** What the broker publishes when the connection breaks. */
    Session will(String topic, String message) {
      options
          .setWillFlag(true)
          .setWillTopic(topic)
          .setWillMessageBytes(Buffer.buffer(message.getBytes(StandardCharsets.UTF_8)))
          .setWillQoS(1)
          .setWillRetain(true);
      return this;
    }
  }

  /**
   * Connects.
   *
   * @param onMessage called with what comes, by a thread that must not be blocked
   * @throws StreamFaultException when that does not succeed
   * @throws InterruptedException when the thread is told to stop
   */
  MqttLink connect(Session session, Consumer<MqttPublishMessage> onMessage)
      throws StreamFaultException, InterruptedException {
    MqttLink link = new MqttLink(vertx(), options(session.options), onMessage);
    boolean connected = false;
    try {
      link.connect(settings.host(), settings.port()).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      connected = true;
      return link;
    } catch (ExecutionException e) {
      throw MqttFaults.of(e.getCause(), name());
    } catch (TimeoutException e) {
      throw new StreamFaultException(StreamFault.TIMED_OUT, name() + " does not answer");
    } finally {
      if (!connected) {
        link.close();
      }
    }
  }

  private synchronized Vertx vertx() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    if (vertx == null) {
      vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
    }
    return vertx;
  }

  private MqttClientOptions options(MqttClientOptions options) throws StreamFaultException {
    try {
      options.setUsername(settings.user().isEmpty() ? null : settings.user());
      options.setPassword(
          settings.user().isEmpty()
              ? null
              : settings.passwordReference().resolve(environment).reveal());
    } catch (UserError e) {
      throw new StreamFaultException(StreamFault.UNAUTHORIZED, e.getMessage());
    }
    options
        .setKeepAliveInterval(KEEP_ALIVE_SECONDS)
        .setMaxMessageSize(MOST_MESSAGE_BYTES)
        .setMaxInflightQueue(MqttLink.MOST_UNDER_WAY)
        .setConnectTimeout(CONNECT_MS);
    options.setAutoAck(false);
    if (settings.isTls()) {
      options.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
      if (!settings.authorities().isEmpty()) {
        options.setTrustOptions(new PemTrustOptions().addCertPath(settings.authorities()));
      }
    }
    return options;
  }

  @Override
  public void close() {
    Vertx open;
    synchronized (this) {
      closed = true;
      open = vertx;
    }
    if (open == null) {
      return;
    }
    try {
      open.close().toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the connections to the MQTT broker did not end in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
