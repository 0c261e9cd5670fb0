package io.framewise.contract.serde;

import org.apache.kafka.common.errors.RetriableException;

/**
 * The schema registry does not answer. Nothing is wrong with the record: trying again later may
 * succeed.
 */
public final class RegistryUnavailableException extends RetriableException {

  private static final long serialVersionUID = 1L;

  RegistryUnavailableException(String url, RegistryFault cause) {
    super("the schema registry at " + url + " does not answer: " + cause.getMessage(), cause);
  }
}
