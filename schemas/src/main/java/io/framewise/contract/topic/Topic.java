package io.framewise.contract.topic;

import java.time.Duration;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic of the catalogue.
 *
 * @param name name in Kafka, prefix included
 * @param valueType type of the values, in Confluent wire format; keys are UTF-8 strings
 * @param key what the key is, for people
 * @param keyedBySource whether the key is a source id; all such topics have one partition count, so
 *     that a source's records meet in one task
 * @param retention how long records stay; empty for a compacted topic
 * @param maxMessageBytes largest record batch the topic takes
 * @param doc what the topic is for, for people
 */
public record Topic<V extends SpecificRecord>(
    String name,
    Class<V> valueType,
    String key,
    boolean keyedBySource,
    Optional<Duration> retention,
    int maxMessageBytes,
    String doc) {

  /** Whether only the newest record of each key stays. */
  public boolean compacted() {
    return retention.isEmpty();
  }

  /** Subject of the value schema in the registry. */
  public String subject() {
    return name + "-value";
  }
}
