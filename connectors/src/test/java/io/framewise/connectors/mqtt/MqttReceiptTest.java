package io.framewise.connectors.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.framewise.connectors.source.FramePlace;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.messages.impl.MqttPublishMessageImpl;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the broker is told of a picture; its client's faults are provoked. */
final class MqttReceiptTest {

  private static final FramePlace PLACE = new FramePlace("one", "frames", 0, 0);

  private static MqttPublishMessageImpl message(MqttQoS quality) {
    return new MqttPublishMessageImpl(
        1, quality, false, false, "yard", Buffer.buffer("picture"), MqttProperties.NO_PROPERTIES);
  }

  @Test
  void shouldThrowNothingWhenTheConnectionGoesMeanwhile() {
    MqttPublishMessageImpl message = message(MqttQoS.AT_LEAST_ONCE);
    message.setAckCallback(
        () -> {
          throw new NullPointerException("as the client does on a connection that goes");
        });
    MqttReceipt receipt = new MqttReceipt("yard", message, () -> {});

    assertThatCode(() -> receipt.published(PLACE)).doesNotThrowAnyException();
    // The client takes it for acknowledged now, and says so by another exception.
    assertThatCode(() -> receipt.published(PLACE)).doesNotThrowAnyException();
  }

  @Test
  void shouldAcknowledgeWhatKafkaHasOrNeverTakesAndHaveTheRestSentAgain() {
    MqttPublishMessageImpl message = message(MqttQoS.AT_LEAST_ONCE);
    List<String> told = new ArrayList<>();
    message.setAckCallback(() -> told.add("acknowledged"));

    new MqttReceipt("yard", message, () -> told.add("again")).lost();
    new MqttReceipt("yard", message, () -> told.add("again")).refused();
    new MqttReceipt("yard", message(MqttQoS.AT_MOST_ONCE), () -> told.add("again")).lost();

    assertThat(told).containsExactly("again", "acknowledged");
  }
}
