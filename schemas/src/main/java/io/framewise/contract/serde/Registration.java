package io.framewise.contract.serde;

import io.framewise.contract.UserError;
import io.framewise.contract.topic.Topic;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/**
 * Brings the contracts' schemas into the registry. Several processes may do so at the same moment:
 * a registry answers all but one of them with a conflict, after which the schema is there. What is
 * there already is only read, so that a registry without write rights will do.
 */
final class Registration {

  static final String COMPATIBILITY = "FULL_TRANSITIVE";

  private static final int CONFLICTS = 20;
  private static final Duration AFTER_CONFLICT = Duration.ofMillis(100);

  private final RegistryAccess access;
  private final RegistryClient client;

  Registration(RegistryAccess access, RegistryClient client) {
    this.access = access;
    this.client = client;
  }

  /** One try of something that another process may be doing too. */
  private interface Attempt<T> {
    T run() throws RegistryFault;
  }

  /**
   * The id of a topic's value schema, which is registered if it is not there.
   *
   * @throws RegistryUnavailableException when the registry does not answer
   * @throws UserError when it refuses the schema, or may not be written and lacks it
   */
  int idOf(Topic<?> topic) {
    Schema schema = SpecificData.get().getSchema(topic.valueType());
    String subject = topic.subject();
    try {
      return afterConflicts(
          () -> {
            OptionalInt known = client.lookUp(subject, schema);
            if (known.isPresent()) {
              return known.getAsInt();
            }
            if (!access.autoRegister()) {
              throw missing(subject);
            }
            return client.register(subject, schema);
          });
    } catch (RegistryFault e) {
      throw explained(subject, e);
    }
  }

  /**
   * Sees to it that later versions of a subject must be compatible.
   *
   * @return why that cannot be promised, if so
   * @throws RegistryUnavailableException when the registry does not answer
   */
  Optional<String> guard(String subject) {
    try {
      if (client.compatibility(subject).filter(COMPATIBILITY::equals).isEmpty()) {
        afterConflicts(
            () -> {
              client.setCompatibility(subject, COMPATIBILITY);
              return null;
            });
      }
      return Optional.empty();
    } catch (RegistryFault e) {
      if (e.kind() == RegistryFault.Kind.UNAVAILABLE) {
        throw new RegistryUnavailableException(access.url(), e);
      }
      return Optional.of(subject + " keeps " + held(subject) + " (" + e.getMessage() + ")");
    }
  }

  private String held(String subject) {
    try {
      Optional<String> own = client.compatibility(subject);
      return own.isPresent()
          ? own.get()
          : "the registry's own " + client.compatibility(null).orElse("rule");
    } catch (RegistryFault e) {
      return "what it has";
    }
  }

  private static <T> T afterConflicts(Attempt<T> attempt) throws RegistryFault {
    for (int tries = 1; ; tries++) {
      try {
        return attempt.run();
      } catch (RegistryFault e) {
        boolean over = tries == CONFLICTS || e.tellsIncompatible();
        if (over || e.kind() != RegistryFault.Kind.CONFLICT) {
          throw e;
        }
        SchemaRegistry.pause(AFTER_CONFLICT);
      }
    }
  }

  private UserError missing(String subject) {
    return new UserError(
        "the schema registry at "
            + access.url()
            + " lacks this version's schema of "
            + subject
            + ", and registry.auto-register is false",
        "register it there first, or let one start with registry.auto-register=true do so");
  }

  private RuntimeException explained(String subject, RegistryFault e) {
    return switch (e.kind()) {
      case UNAVAILABLE -> new RegistryUnavailableException(access.url(), e);
      case UNAUTHORIZED, FORBIDDEN ->
          new UserError(
              "the schema registry does not let "
                  + who()
                  + " register the schema of "
                  + subject
                  + ": "
                  + e.getMessage(),
              "give that user the right, or register the schemas otherwise and set"
                  + " registry.auto-register=false",
              e);
      default ->
          new UserError(
              "the schema registry refuses the schema of " + subject + ": " + e.getMessage(),
              "compare it with the registered versions under "
                  + access.url()
                  + "/subjects/"
                  + subject
                  + "/versions",
              e);
    };
  }

  private String who() {
    return access.user().isEmpty() ? "nobody without a user" : "user " + access.user();
  }
}
