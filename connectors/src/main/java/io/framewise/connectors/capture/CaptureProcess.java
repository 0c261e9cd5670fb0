package io.framewise.connectors.capture;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Main class of a capture process. Orders come on standard input, and messages leave on standard
 * output: so no address stands in a command line or an environment. It ends when its standard input
 * does, which also happens when the process that started it is killed.
 */
public final class CaptureProcess {

  static final byte START = 'S';
  static final byte STOP = 'X';

  /** Number that stands for no source. */
  static final int NO_SOURCE = -1;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(30);

  private final DataInputStream orders;
  private final DataOutputStream messages;
  private final Map<Integer, Thread> tasks = new HashMap<>();
  private final Map<String, Thread> newest = new HashMap<>();

  private CaptureProcess(DataInputStream orders, DataOutputStream messages) {
    this.orders = orders;
    this.messages = messages;
  }

  /** Captures what it is told to, until there is nobody who tells it. */
  public static void main(String[] arguments) {
    DataInputStream in = new DataInputStream(System.in);
    DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES));
    // Whatever else writes there would be taken for a message.
    System.setOut(System.err);
    new CaptureProcess(in, out).run();
  }

  private void run() {
    outliveSignals();
    Thread beat = new Thread(this::beat, "alive");
    beat.setDaemon(true);
    beat.start();
    try {
      while (true) {
        obey(orders.readByte(), orders.readInt());
      }
    } catch (IOException e) {
      // A native call may hang, so that no thread can be waited for.
      Runtime.getRuntime().halt(0);
    }
  }

  private void obey(byte what, int number) throws IOException {
    if (what == START) {
      CaptureOrder order = CaptureOrder.read(orders);
      CaptureTask task =
          new CaptureTask(order, Clock.systemUTC(), message -> tell(number, message));
      Thread before = newest.get(order.name());
      Thread thread = new Thread(() -> runAfter(before, task), "capture-" + number);
      thread.setDaemon(true);
      tasks.put(number, thread);
      newest.put(order.name(), thread);
      thread.start();
    } else if (what == STOP) {
      Thread thread = tasks.remove(number);
      if (thread != null) {
        thread.interrupt();
      }
    } else {
      throw new IOException("an order of kind " + what);
    }
  }

  /**
   * A camera never sees two log-ins at once: the connection before this one must have ended, also
   * when this one is told to stop before it has begun, for the one that waits for it.
   */
  private static void runAfter(Thread before, CaptureTask task) {
    boolean stopped = false;
    while (before != null && before.isAlive()) {
      try {
        before.join();
      } catch (InterruptedException e) {
        stopped = true;
      }
    }
    if (stopped) {
      Thread.currentThread().interrupt();
    }
    task.run();
  }

  /**
   * Ctrl-C and a service manager's signal come to all processes at once. This one goes on until the
   * one that started it has ended its captures, and with them the cameras' sessions.
   */
  private static void outliveSignals() {
    Thread obeying = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(obeying), "outlive-signals"));
  }

  private static void awaitEnd(Thread obeying) {
    try {
      obeying.join(LONGEST_GOODBYE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(int number, CaptureMessage message) {
    try {
      synchronized (messages) {
        messages.writeInt(number);
        message.write(messages);
        messages.flush();
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(0); // Nobody listens any more.
    }
  }

  private void beat() {
    try {
      while (true) {
        tell(NO_SOURCE, new CaptureMessage.Alive());
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
