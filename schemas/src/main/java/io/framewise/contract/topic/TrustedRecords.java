package io.framewise.contract.topic;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that our own records may be made from a schema's name. Avro trusts no class outside
 * the JDK by itself, since schemas come from outside.
 */
public final class TrustedRecords {

  private static final String PACKAGES = "io.framewise.";

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getName().startsWith(PACKAGES)));
  }

  private TrustedRecords() {}

  /** Does it, once for this process. */
  public static void trust() {
    // Loading this class has done it.
  }
}
