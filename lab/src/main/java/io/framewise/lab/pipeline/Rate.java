package io.framewise.lab.pipeline;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How fast frames were read, by the clock and by the time that their thread has computed: the
 * second one tells programs apart on a machine that does other things too.
 *
 * @param perSecond frames a second
 * @param cpuMicros microseconds of the thread a frame
 */
record Rate(double perSecond, double cpuMicros) {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double NANOS_A_MICRO = 1e3;

  /** A measurement that runs. */
  static final class Clock {

    private final LongSupplier cpuNanos;
    private final long startNanos = System.nanoTime();
    private final long startCpuNanos;

    private Clock(LongSupplier cpuNanos) {
      this.cpuNanos = cpuNanos;
      this.startCpuNanos = cpuNanos.getAsLong();
    }

    /** The rate of so many frames since the start. */
    Rate rate(int frames) {
      double seconds = io.framewise.lab.pipeline.Clock.secondsSince(startNanos);
      double micros = (cpuNanos.getAsLong() - startCpuNanos) / NANOS_A_MICRO;
      return new Rate(frames / seconds, micros / frames);
    }
  }

  /** Starts to measure the calling thread. */
  static Clock ofThisThread() {
    return new Clock(THREADS::getCurrentThreadCpuTime);
  }

  /** Starts to measure all stream threads of an application in this process. */
  static Clock ofStreamThreads(String application) {
    long[] ids =
        Stream.of(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
            .filter(Objects::nonNull)
            .filter(thread -> isStreamThread(thread, application))
            .mapToLong(ThreadInfo::getThreadId)
            .toArray();
    return new Clock(() -> LongStream.of(ids).map(THREADS::getThreadCpuTime).sum());
  }

  private static boolean isStreamThread(ThreadInfo thread, String application) {
    return thread.getThreadName().matches(application + "-.*-StreamThread-\\d+");
  }
}
