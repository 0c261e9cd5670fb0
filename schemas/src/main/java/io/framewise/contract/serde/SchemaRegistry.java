package io.framewise.contract.serde;

import io.framewise.contract.topic.Topic;
import io.framewise.platform.lifecycle.UserError;
import io.framewise.platform.settings.RegistrySettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schema registry, through Confluent's own client. The only class that imports it: the client
 * comes relocated inside a jar of Apache Flink, because Confluent publishes it outside Maven
 * Central; whoever can reach Confluent's repository changes the imports here and nothing else.
 *
 * <p>Safe for use by several threads. Schemas are cached for good, ids never change their meaning.
 */
public final class SchemaRegistry {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistry.class);
  private static final int CACHED_SUBJECTS = 1000;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /** How far a registry may lag behind a producer; it follows a topic of its own. */
  private static final Duration REGISTRY_LAG = Duration.ofMillis(200);

  /** From this HTTP status on it is the registry that has a problem, not the request. */
  private static final int SERVER_ERRORS = 500;

  private static final int NOT_FOUND = 404;

  /** How the client's message about a schema of another language begins. */
  private static final String NOT_AVRO = "Invalid schema";

  private static final int OUTAGE_TRIES = 20;
  private static final int MOST_UNKNOWN = 10_000;
  private static final Duration UNKNOWN_MEMORY = Duration.ofSeconds(30);
  private static final String COMPATIBILITY = "FULL_TRANSITIVE";

  private final String url;
  private final SchemaRegistryClient client;
  private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
  private final Map<Integer, Long> unknown = new ConcurrentHashMap<>();
  private final Map<String, Integer> registered = new ConcurrentHashMap<>();

  /** From when on a reader may wait again for an id that the registry does not have. */
  private final AtomicLong waitForUnknownFrom = new AtomicLong(System.nanoTime());

  /** A registry at {@code registry.url}; nothing is called yet. */
  public SchemaRegistry(RegistrySettings settings) {
    this(
        settings.url(),
        new CachedSchemaRegistryClient(
            List.of(settings.url()), CACHED_SUBJECTS, List.of(new AvroSchemaProvider()), Map.of()));
  }

  private SchemaRegistry(String url, SchemaRegistryClient client) {
    this.url = url;
    this.client = client;
  }

  /**
   * A registry inside this process, for topologies and serdes that are run without any server. It
   * is the client library's own in-memory one.
   */
  public static SchemaRegistry inMemory() {
    return new SchemaRegistry("memory:", new MockSchemaRegistryClient());
  }

  /**
   * Waits until the registry answers, saying so every second.
   *
   * @throws UserError when it does not within {@code limit}
   */
  public void awaitReady(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        client.getAllSubjects();
        return;
      } catch (IOException | RestClientException e) {
        if (System.nanoTime() > deadline) {
          throw new UserError(
              "no schema registry answers at " + url + " (" + e.getMessage() + ")",
              "start one there, or set registry.url (FRAMEWISE_REGISTRY_URL)",
              e);
        }
        LOG.warn("waiting for the schema registry at {}", url);
        pause(BETWEEN_TRIES);
      }
    }
  }

  /**
   * Registers the value schema of a topic, with full transitive compatibility for its later
   * versions.
   *
   * @return its id
   * @throws UserError when the registry refuses it, as it does an incompatible version
   * @throws RegistryUnavailableException when the registry does not answer
   */
  public int register(Topic<?> topic) {
    return registered.computeIfAbsent(
        topic.subject(),
        subject -> registerNow(subject, SpecificData.get().getSchema(topic.valueType())));
  }

  private int registerNow(String subject, Schema schema) {
    try {
      int id = client.register(subject, new AvroSchema(schema.toString()));
      client.updateCompatibility(subject, COMPATIBILITY);
      byId.put(id, schema);
      return id;
    } catch (RestClientException e) {
      if (e.getStatus() >= SERVER_ERRORS) {
        throw new RegistryUnavailableException(url, e);
      }
      throw new UserError(
          "the schema registry refuses the schema of " + subject + ": " + e.getMessage(),
          "compare it with the registered versions under "
              + url
              + "/subjects/"
              + subject
              + "/versions",
          e);
    } catch (IOException e) {
      throw new RegistryUnavailableException(url, e);
    }
  }

  /**
   * The writer's schema behind an id in a record. Waits out a short outage, and a moment for a
   * registry that lags behind the producer; an id that stays unknown is remembered for a while, so
   * that garbage costs no call each. All unknown ids together are waited for once in that while:
   * garbage with a new id in every record must not hold up the records behind it.
   *
   * @throws UnknownSchemaException when the registry has no such Avro schema
   * @throws RegistryUnavailableException when the registry does not answer for {@value
   *     #OUTAGE_TRIES} seconds
   */
  public Schema schemaById(int id) {
    Schema known = byId.get(id);
    if (known != null) {
      return known;
    }
    Long unknownUntil = unknown.get(id);
    if (unknownUntil != null && System.nanoTime() - unknownUntil < 0) {
      throw new UnknownSchemaException(id, null);
    }
    for (int tries = 1; ; tries++) {
      try {
        return fetch(id);
      } catch (UnknownSchemaException e) {
        if (!mayWaitForUnknown()) {
          remember(id);
          throw e;
        }
        pause(REGISTRY_LAG);
      } catch (RegistryUnavailableException e) {
        if (tries >= OUTAGE_TRIES) {
          throw e;
        }
        pause(BETWEEN_TRIES);
      }
    }
  }

  private Schema fetch(int id) {
    try {
      Schema fetched = new Schema.Parser().parse(client.getSchemaById(id).canonicalString());
      byId.put(id, fetched);
      return fetched;
    } catch (RestClientException e) {
      if (e.getStatus() == NOT_FOUND) {
        throw new UnknownSchemaException(id, e);
      }
      throw new RegistryUnavailableException(url, e);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).startsWith(NOT_AVRO)) {
        throw new UnknownSchemaException(id, e);
      }
      throw new RegistryUnavailableException(url, e);
    } catch (AvroRuntimeException e) {
      throw new UnknownSchemaException(id, e);
    }
  }

  private boolean mayWaitForUnknown() {
    long now = System.nanoTime();
    long from = waitForUnknownFrom.get();
    return now - from >= 0
        && waitForUnknownFrom.compareAndSet(from, now + UNKNOWN_MEMORY.toNanos());
  }

  /** Ids come from outside: their memory is bounded. */
  private void remember(int id) {
    if (unknown.size() >= MOST_UNKNOWN) {
      unknown.clear();
    }
    unknown.put(id, System.nanoTime() + UNKNOWN_MEMORY.toNanos());
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while waiting for the schema registry", "start again", e);
    }
  }
}
