package io.framewise.connectors.mqtt;

import static io.framewise.platform.observe.LogKeys.SOURCE_ID;

import io.framewise.connectors.source.FramePlace;
import io.framewise.connectors.source.Receipt;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.mqtt.messages.MqttPublishMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the broker that a picture needs not be sent again, because Kafka has it or it can never be
 * used. Of any other the connection is to end, since the broker sends it again by the next one.
 * Safe for use by several threads.
 */
final class MqttReceipt implements Receipt {

  private static final Logger LOG = LoggerFactory.getLogger(MqttReceipt.class);

  private final String sourceId;
  private final MqttPublishMessage message;
  private final Runnable sendAgain;

  /** A receipt; {@code sendAgain} is called when the broker is to send the picture again. */
  MqttReceipt(String sourceId, MqttPublishMessage message, Runnable sendAgain) {
    this.sourceId = sourceId;
    this.message = message;
    this.sendAgain = sendAgain;
  }

  /** Whether the broker keeps the message until it is acknowledged. */
  static boolean isKept(MqttPublishMessage message) {
    return message.qosLevel() != MqttQoS.AT_MOST_ONCE;
  }

  /** Acknowledges; when the connection is gone, the broker sends the picture again. */
  void acknowledge() {
    try {
      message.ack();
    } catch (RuntimeException e) {
      // What the client throws on a connection that goes just now is no one type, a
      // NullPointerException among others, and must reach neither the source nor the producer.
      LOG.atDebug()
          .addKeyValue(SOURCE_ID, sourceId)
          .setCause(e)
          .log("the connection is gone; the broker sends the picture again");
    }
  }

  @Override
  public void published(FramePlace place) {
    acknowledge();
  }

  @Override
  public void lost() {
    if (isKept(message)) {
      sendAgain.run();
    }
  }

  @Override
  public void refused() {
    acknowledge();
  }
}
