package io.framewise.lab.connect;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/** Processor time of sources in this process. */
final class SourceTime {

  private SourceTime() {}

  /** Nanoseconds of the threads that play a source and send its frames, as long as they live. */
  static long nanos(String source) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long sum = 0;
    boolean plays = false;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      String name = thread == null ? "" : thread.getThreadName();
      boolean sends = name.startsWith("kafka-producer-network-thread");
      if (name.equals("source-" + source) || sends) {
        plays |= !sends;
        sum += threads.getThreadCpuTime(thread.getThreadId());
      }
    }
    return plays ? sum : 0;
  }
}
