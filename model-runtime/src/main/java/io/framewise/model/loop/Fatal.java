package io.framewise.model.loop;

import java.util.Optional;

/**
 * Tells failures that one request has caused from those after which the process is not to be
 * trusted: a library that cannot be linked, a virtual machine or a device that is broken. Running
 * out of memory or stack is of the first kind; what had been taken is free again.
 *
 * <p>With {@code -XX:+ExitOnOutOfMemoryError}, which the launcher and the images set, the virtual
 * machine ends before anyone catches an error of its own heap. What comes here then are errors that
 * libraries throw: no direct memory, no further thread. A request that fills the heap ends the
 * process; whatever was beside it goes with it.
 */
public final class Fatal {

  private Fatal() {}

  /** Throws the failure again if the process must end of it. */
  public static void rethrow(Throwable failure) {
    boolean ofOneRequest =
        failure instanceof OutOfMemoryError || failure instanceof StackOverflowError;
    if (!ofOneRequest
        && (failure instanceof VirtualMachineError || failure instanceof LinkageError)) {
      throw (Error) failure;
    }
    Optional<DeviceLostException> device = DeviceLostException.toldBy(failure);
    if (device.isPresent()) {
      throw device.get();
    }
  }
}
