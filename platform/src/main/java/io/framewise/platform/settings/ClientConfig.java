package io.framewise.platform.settings;

import io.framewise.contract.Secret;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The properties of one Kafka client. What a person gave for every client can be wrong for this
 * one, and is then overwritten: that is said, once a process and property. Values do not show in
 * its text.
 */
final class ClientConfig extends HashMap<String, Object> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ClientConfig.class);
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private final HashSet<String> given = new HashSet<>();

  ClientConfig(String bootstrapServers, Map<String, Secret> properties) {
    properties.forEach((key, value) -> super.put(key, value.reveal()));
    given.addAll(properties.keySet());
    super.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
  }

  @Override
  public Object put(String key, Object value) {
    Object before = super.put(key, value);
    if (given.remove(key) && !String.valueOf(value).equals(before) && SAID.add(key)) {
      LOG.warn(
          "kafka.properties.{} does not hold everywhere: Framewise needs {} there", key, value);
    }
    return before;
  }

  @Override
  public void putAll(Map<? extends String, ?> others) {
    others.forEach(this::put);
  }

  @Override
  public String toString() {
    return keySet().toString();
  }
}
