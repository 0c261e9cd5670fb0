package io.framewise.platform.topic;

import io.framewise.contract.UserError;
import io.framewise.contract.serde.RegistryUnavailableException;
import io.framewise.platform.settings.KafkaSettings;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;

/** Broker and registry that do not answer, in words that a person can do something about. */
public final class PlainErrors {

  private PlainErrors() {}

  /**
   * Does something that needs both.
   *
   * @throws UserError when one of them does not answer
   */
  public static <T> T explain(KafkaSettings kafka, Supplier<T> action) {
    try {
      return action.get();
    } catch (TimeoutException e) {
      throw new UserError(
          "no Kafka broker answers at " + kafka.bootstrapServers(),
          "start one there, or set kafka.bootstrap-servers (FRAMEWISE_KAFKA_BOOTSTRAP_SERVERS)",
          e);
    } catch (RegistryUnavailableException e) {
      throw new UserError(
          "the schema registry does not answer", "check registry.url (FRAMEWISE_REGISTRY_URL)", e);
    }
  }
}
