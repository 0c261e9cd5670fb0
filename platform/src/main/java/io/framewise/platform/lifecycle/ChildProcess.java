package io.framewise.platform.lifecycle;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Main class of a JVM that another one starts: runs the main class named by the first argument, and
 * ends this JVM when the process that started it is gone. The one sign that reaches us even when
 * that process was killed is the end of our standard input, a pipe from it.
 */
public final class ChildProcess {

  private ChildProcess() {}

  /** Runs {@code arguments[0]} with the rest of the arguments. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread watch = new Thread(ChildProcess::endWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    try {
      Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(arguments[0] + " failed", e.getCause());
    }
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // The parent never writes; whatever comes is skipped.
      }
    } catch (IOException e) {
      // A broken pipe says the same as a closed one.
    }
    // Not exit(): what was written is durable already, and no hook may keep an orphan alive.
    Runtime.getRuntime().halt(0);
  }
}
