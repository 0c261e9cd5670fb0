package io.framewise.platform.fit;

/** A JSON schema that answers cannot be made to fit. */
public final class SchemaRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String pointer;
  private final String wayOut;

  /**
   * Refused.
   *
   * @param pointer where in the schema, as a JSON pointer; empty for the schema as a whole
   * @param problem what is wrong there
   * @param wayOut what to write instead
   */
  SchemaRefusedException(String pointer, String problem, String wayOut) {
    super("schema" + (pointer.isEmpty() ? "" : " at " + pointer) + ": " + problem);
    this.pointer = pointer;
    this.wayOut = wayOut;
  }

  /** Where in the schema, as a JSON pointer. */
  public String pointer() {
    return pointer;
  }

  /** What to write instead. */
  public String wayOut() {
    return wayOut;
  }
}
