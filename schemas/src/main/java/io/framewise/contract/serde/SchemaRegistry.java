package io.framewise.contract.serde;

import io.framewise.contract.UserError;
import io.framewise.contract.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schema registry. Safe for use by several threads. Schemas are cached for good, ids never
 * change their meaning.
 */
public final class SchemaRegistry {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistry.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /** How far a registry may lag behind a producer; it follows a topic of its own. */
  private static final Duration REGISTRY_LAG = Duration.ofMillis(200);

  private static final int OUTAGE_TRIES = 20;
  private static final int MOST_UNKNOWN = 10_000;
  private static final Duration UNKNOWN_MEMORY = Duration.ofSeconds(30);

  private final RegistryAccess access;
  private final RegistryClient client;
  private final Registration registration;
  private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
  private final Map<Integer, Long> unknown = new ConcurrentHashMap<>();
  private final Map<String, Integer> registered = new ConcurrentHashMap<>();

  /** From when on a reader may wait again for an id that the registry does not have. */
  private final AtomicLong waitForUnknownFrom = new AtomicLong(System.nanoTime());

  /** The registry that {@code access} tells of; nothing is called yet. */
  public SchemaRegistry(RegistryAccess access) {
    this(access, RegistryClient.of(access));
  }

  private SchemaRegistry(RegistryAccess access, RegistryClient client) {
    this.access = access;
    this.client = client;
    this.registration = new Registration(access, client);
  }

  /**
   * A registry inside this process, for topologies and serdes that are run without any server. It
   * is the client library's own in-memory one.
   */
  public static SchemaRegistry inMemory() {
    return new SchemaRegistry(RegistryAccess.open("http://memory"), RegistryClient.inMemory());
  }

  /**
   * Waits until the registry answers, saying so every second.
   *
   * @throws UserError when it does not within {@code limit}, and at once when waiting cannot help
   */
  public void awaitReady(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        client.knock();
        return;
      } catch (RegistryFault e) {
        if (e.kind() == RegistryFault.Kind.FORBIDDEN) {
          return; // It answers; listing the subjects is a right that nobody needs here.
        }
        refuseIfHopeless(e);
        waitOrGiveUp(deadline, e);
      }
    }
  }

  private void refuseIfHopeless(RegistryFault e) {
    if (e.kind() == RegistryFault.Kind.UNAUTHORIZED) {
      throw new UserError(
          "the schema registry at "
              + access.url()
              + (access.user().isEmpty()
                  ? " wants a user and a password"
                  : " refuses the user " + access.user() + " or the password"),
          "set registry.user and registry.password (FRAMEWISE_REGISTRY_PASSWORD)",
          e);
    }
    if (e.kind() == RegistryFault.Kind.TLS) {
      throw new UserError(
          "TLS with the schema registry at " + access.url() + " fails: " + e.getMessage(),
          "check registry.url, and the certificates that registry.tls.truststore trusts",
          e);
    }
  }

  private void waitOrGiveUp(long deadline, RegistryFault e) {
    if (System.nanoTime() > deadline) {
      throw new UserError(
          "no schema registry answers at " + access.url() + " (" + e.getMessage() + ")",
          "start one there, or set registry.url (FRAMEWISE_REGISTRY_URL)",
          e);
    }
    LOG.warn("waiting for the schema registry at {}", access.url());
    pause(BETWEEN_TRIES);
  }

  /**
   * Makes the registry ready for these topics: waits until it answers, registers the value schemas
   * that it lacks, and asks for full transitive compatibility of later versions. Where {@code
   * registry.auto-register} is false it only looks whether they are there.
   *
   * @throws UserError when the registry stays away longer than {@code limit} or refuses a schema
   */
  public void prepare(Collection<? extends Topic<?>> topics, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    awaitReady(limit);
    while (true) {
      try {
        topics.forEach(this::register);
        if (access.autoRegister()) {
          guard(topics);
        }
        return;
      } catch (RegistryUnavailableException e) {
        waitOrGiveUp(deadline, (RegistryFault) e.getCause());
      }
    }
  }

  private void guard(Collection<? extends Topic<?>> topics) {
    List<String> unguarded = new ArrayList<>();
    topics.forEach(topic -> registration.guard(topic.subject()).ifPresent(unguarded::add));
    if (!unguarded.isEmpty()) {
      LOG.warn(
          "the schema registry does not let {} of {} subjects be set to {}, it may take schemas that"
              + " Framewise cannot read: {}",
          unguarded.size(),
          topics.size(),
          Registration.COMPATIBILITY,
          unguarded.get(0));
    }
  }

  /**
   * The id of a topic's value schema, which is registered if the registry lacks it.
   *
   * @throws UserError when the registry refuses it, as it does an incompatible version
   * @throws RegistryUnavailableException when the registry does not answer
   */
  public int register(Topic<?> topic) {
    Integer known = registered.get(topic.subject());
    if (known != null) {
      return known;
    }
    // Outside of the map's locks: the call may take seconds, and two of the same do no harm.
    int id = registration.idOf(topic);
    byId.put(id, SpecificData.get().getSchema(topic.valueType()));
    registered.put(topic.subject(), id);
    return id;
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
      Schema fetched = client.schemaById(id);
      byId.put(id, fetched);
      return fetched;
    } catch (RegistryFault e) {
      throw switch (e.kind()) {
        case NOT_FOUND, NOT_AVRO -> new UnknownSchemaException(id, e);
        default -> new RegistryUnavailableException(access.url(), e);
      };
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

  static void pause(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while waiting for the schema registry", "start again", e);
    }
  }
}
