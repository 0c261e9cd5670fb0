package io.framewise.contract.serde;

import io.framewise.contract.avro.Frame;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that the records of our own contract may be made from a schema's name. Avro trusts no
 * class outside the JDK by itself, since schemas come from outside.
 */
final class TrustedRecords {

  private static final String PACKAGE = Frame.class.getPackageName();

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(PACKAGE)));
  }

  private TrustedRecords() {}

  /** Does it, once for this process. */
  static void trust() {
    // Loading this class has done it.
  }
}
