package io.framewise.contract.serde;

import org.apache.kafka.common.errors.SerializationException;

/** A record names a schema id that the registry does not have. */
public final class UnknownSchemaException extends SerializationException {

  private static final long serialVersionUID = 1L;

  UnknownSchemaException(int id, Throwable cause) {
    super("the schema registry has no schema with id " + id, cause);
  }
}
