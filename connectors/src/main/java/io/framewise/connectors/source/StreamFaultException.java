package io.framewise.connectors.source;

/** A stream cannot be opened or read on. The message is for people and holds no credentials. */
public final class StreamFaultException extends Exception {

  private static final long serialVersionUID = 1L;

  private final StreamFault fault;

  /** Says what is wrong. */
  public StreamFaultException(StreamFault fault, String message) {
    super(message);
    this.fault = fault;
  }

  /** The kind of fault. */
  public StreamFault fault() {
    return fault;
  }
}
