package io.framewise.platform.settings;

import io.framewise.contract.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/**
 * The further properties of Kafka clients, from a file and from settings, checked before any client
 * is made. No error shows a value, and none has a cause that would.
 */
final class ClientProperties {

  private static final long LONGEST_FILE = 1 << 20;

  private static final Pattern CLIENT_PREFIX =
      Pattern.compile(
          "^(main\\.consumer|restore\\.consumer|global\\.consumer|consumer|producer|admin)\\.");

  /** What only Framewise may set, and the setting to use in its place. */
  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "kafka.bootstrap-servers"),
          Map.entry("application.id", "streams.application-id"),
          Map.entry("application.server", "api.advertised"),
          Map.entry("state.dir", "streams.state-directory"),
          Map.entry("num.stream.threads", "streams.threads"),
          Map.entry("num.standby.replicas", "streams.standbys"),
          Map.entry("commit.interval.ms", "streams.commit-interval"),
          Map.entry("replication.factor", "kafka.replication-factor"),
          Map.entry("session.timeout.ms", "streams.session-timeout"),
          Map.entry("group.id", "model.group"),
          Map.entry("processing.guarantee", ""),
          Map.entry("transactional.id", ""),
          Map.entry("enable.idempotence", ""),
          Map.entry("acks", ""),
          Map.entry("isolation.level", ""),
          Map.entry("enable.auto.commit", ""),
          Map.entry("auto.offset.reset", ""),
          Map.entry("allow.auto.create.topics", ""),
          Map.entry("share.acknowledgement.mode", ""),
          Map.entry("key.serializer", ""),
          Map.entry("value.serializer", ""),
          Map.entry("key.deserializer", ""),
          Map.entry("value.deserializer", ""),
          Map.entry("default.key.serde", ""),
          Map.entry("default.value.serde", ""),
          Map.entry("partitioner.class", ""),
          Map.entry("interceptor.classes", ""));

  private ClientProperties() {}

  /**
   * The properties of {@code file}, and those of {@code given} over them.
   *
   * @throws IllegalArgumentException when one of them cannot be used
   */
  static Map<String, Secret> of(String file, Map<String, Secret> given) {
    Map<String, Secret> properties = new LinkedHashMap<>();
    if (!file.isBlank()) {
      properties.putAll(parse("properties-file " + file, read(file)));
    }
    if (given != null) {
      properties.putAll(given);
    }
    properties.keySet().forEach(ClientProperties::requireTheirs);
    if (!properties.isEmpty()) {
      check(properties);
    }
    return Map.copyOf(properties);
  }

  /**
   * Takes the text of a properties file.
   *
   * @param origin what it is, for errors
   */
  static Map<String, Secret> parse(String origin, String text) {
    Properties read = new Properties();
    try {
      read.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(origin + " is not written as a Java properties file");
    }
    Map<String, Secret> properties = new LinkedHashMap<>();
    read.stringPropertyNames().stream()
        .sorted()
        .forEach(name -> properties.put(name, Secret.of(read.getProperty(name))));
    return properties;
  }

  private static String read(String file) {
    try {
      Path path = Path.of(file);
      if (Files.isRegularFile(path) && Files.size(path) <= LONGEST_FILE) {
        return Files.readString(path);
      }
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("properties-file " + file + " cannot be read");
    }
    throw new IllegalArgumentException(
        "properties-file " + file + " is no file of at most " + LONGEST_FILE + " bytes");
  }

  /** The name of a property, for all clients or by its prefix for those of one kind. */
  private static String name(String key) {
    return CLIENT_PREFIX.matcher(key).replaceFirst("");
  }

  private static void requireTheirs(String key) {
    String name = name(key);
    String ours = OURS.get(name);
    if (ours != null) {
      throw new IllegalArgumentException(
          "properties."
              + key
              + " is set by Framewise itself; "
              + (ours.isEmpty() ? "leave it out" : "use " + ours));
    }
  }

  private static void check(Map<String, Secret> properties) {
    ConfigDef known = AdminClientConfig.configDef();
    properties.forEach(
        (key, value) -> {
          ConfigDef.ConfigKey definition = known.configKeys().get(name(key));
          if (definition != null) {
            check(key, definition, value);
          }
          if (name(key).equals(SaslConfigs.SASL_JAAS_CONFIG)) {
            checkJaas(key, value);
          }
        });
  }

  private static void check(String key, ConfigDef.ConfigKey definition, Secret value) {
    try {
      Object parsed = ConfigDef.parseType(definition.name, value.reveal(), definition.type);
      if (definition.validator != null) {
        definition.validator.ensureValid(definition.name, parsed);
      }
    } catch (ConfigException e) {
      throw new IllegalArgumentException(
          "properties."
              + key
              + " holds what Kafka does not take ("
              + kind(definition)
              + "); the value is not shown, as it may be a password");
    }
  }

  private static String kind(ConfigDef.ConfigKey definition) {
    String type = "it is a " + definition.type.toString().toLowerCase(Locale.ROOT);
    return definition.validator == null ? type : type + ", " + definition.validator;
  }

  private static void checkJaas(String key, Secret jaas) {
    try {
      Map<String, Object> config = new HashMap<>();
      config.put(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas.reveal()));
      JaasContext.loadClientContext(config);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "properties."
              + key
              + " is not a JAAS configuration: write it as <login module class> required"
              + " username=\"...\" password=\"...\"; with the semicolon at the end");
    }
  }
}
