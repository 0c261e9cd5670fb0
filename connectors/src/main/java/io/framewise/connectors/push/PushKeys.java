package io.framewise.connectors.push;

import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import io.framewise.platform.access.KeyDigest;
import io.framewise.platform.access.ShownKey;
import io.framewise.platform.settings.SecretReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys with which pictures may be pushed. Only their digests are kept, and all of them are
 * compared, so that the time it takes tells nothing. Safe for use by several threads.
 */
final class PushKeys {

  private static final Logger LOG = LoggerFactory.getLogger(PushKeys.class);

  private final Map<String, SecretReference> references;
  private final Map<String, String> environment;
  private volatile List<KeyDigest> digests;

  /**
   * Looks the keys up.
   *
   * @throws UserError when one of them is not where it should be, or is empty
   */
  PushKeys(Map<String, SecretReference> references, Map<String, String> environment) {
    this.references = references;
    this.environment = environment;
    this.digests = lookUp();
  }

  private List<KeyDigest> lookUp() {
    return references.entrySet().stream()
        .map(key -> KeyDigest.of(required(key.getKey(), key.getValue().resolve(environment))))
        .toList();
  }

  private static String required(String name, Secret key) {
    if (key.isEmpty()) {
      throw new UserError(
          "the key connectors.push.keys." + name + " is empty",
          "write it into the variable, or on the first line of the file, that the setting names");
    }
    return key.reveal();
  }

  /** Looks them up anew; where that fails the old ones stay. Reads files. */
  void refresh() {
    try {
      digests = lookUp();
    } catch (UserError e) {
      LOG.warn("the keys for pushed pictures stay as they were: {}", e.getMessage());
    }
  }

  /**
   * Whether the value of a header {@code Authorization} holds one of the keys, or none is needed.
   */
  boolean admit(String header) {
    if (references.isEmpty()) {
      return true;
    }
    Optional<String> bearer = ShownKey.bearer(header);
    KeyDigest given = KeyDigest.of(bearer.orElse(""));
    boolean known = false;
    for (KeyDigest key : digests) {
      known |= key.matches(given);
    }
    return known && bearer.isPresent();
  }
}
