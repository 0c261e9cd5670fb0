package io.framewise.platform.image;

import org.apache.kafka.common.errors.RetriableException;

/**
 * A picture could not be decoded now because this process or its machine had too much else to do.
 * That says nothing of the picture: it is to be tried again. The message is for people.
 */
public final class DecodersBusyException extends RetriableException {

  private static final long serialVersionUID = 1L;

  DecodersBusyException(String message, Throwable cause) {
    super(message, cause);
  }
}
