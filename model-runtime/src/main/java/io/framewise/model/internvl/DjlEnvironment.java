package io.framewise.model.internvl;

/**
 * How DJL behaves in this process. Nothing is fetched and nothing is reported: all libraries come
 * from the class path. Applies before the first use of DJL; an administrator's own property wins.
 */
public final class DjlEnvironment {

  private DjlEnvironment() {}

  /** Sets what is not set. Harmless when repeated. */
  public static void prepare() {
    setIfAbsent("ai.djl.offline", "true");
    setIfAbsent("OPT_OUT_TRACKING", "true");
    // Without it a machine with CUDA downloads another tokenizer library.
    setIfAbsent("RUST_FLAVOR", "cpu");
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null && System.getenv(property) == null) {
      System.setProperty(property, value);
    }
  }
}
