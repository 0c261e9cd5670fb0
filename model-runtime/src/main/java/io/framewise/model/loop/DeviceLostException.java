package io.framewise.model.loop;

import ai.djl.engine.EngineException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The device that the model runs on answers nothing more in this process, whatever it is asked; a
 * new process may find it well. So the worker ends, and its requests come again elsewhere.
 */
public final class DeviceLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The lines of native libraries whose context is broken; too little memory breaks none. */
  private static final Pattern BROKEN =
      Pattern.compile(
          "(CUDA error: (?!out of memory)|CUBLAS_STATUS_(EXECUTION_FAILED|INTERNAL_ERROR)"
              + "|CUDNN_STATUS_(EXECUTION_FAILED|INTERNAL_ERROR)).*");

  /** A loss with the line that tells of it. */
  public DeviceLostException(String said, Throwable failure) {
    super("the model's device is broken: " + said, failure);
  }

  /** The loss that a failure tells of, if it does. */
  public static Optional<DeviceLostException> toldBy(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(EngineException.class::isInstance)
        .map(cause -> String.valueOf(cause.getMessage()))
        .flatMap(message -> BROKEN.matcher(message).results())
        .map(MatchResult::group)
        .findFirst()
        .map(said -> new DeviceLostException(said, failure));
  }
}
