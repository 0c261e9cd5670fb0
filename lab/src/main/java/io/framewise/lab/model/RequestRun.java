package io.framewise.lab.model;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.Priority;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.EngineTimes;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.LookEnd;
import io.framewise.model.engine.LookWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives requests to an engine as they arrive, under one rule of admission, and takes their times.
 */
final class RequestRun {

  private static final double NANOS = 1e9;

  private final Engine engine;
  private final Admission admission;
  private final List<Asked> asked = new ArrayList<>();
  private List<Asked> batch = List.of();
  private int inEngine;
  private int given;

  RequestRun(Engine engine, Admission admission) {
    this.engine = engine;
    this.admission = admission;
  }

  private final class Asked implements LookWatch {

    private final Look look;
    private final long arrival;
    private long first;
    private long end;

    Asked(Look look, long arrival) {
      this.look = look;
      this.arrival = arrival;
    }

    @Override
    public void answering() {
      first = System.nanoTime();
    }

    @Override
    public void ended(LookEnd how) {
      if (how instanceof LookEnd.Failed failed) {
        throw new UserError(
            "the model refuses a request: " + failed.cause().getMessage(), "give fewer --frames");
      }
      end = System.nanoTime();
      inEngine--;
    }

    double seconds(long until) {
      return (until - arrival) / NANOS;
    }
  }

  /**
   * Runs requests from the first arrival to the last answer.
   *
   * @param arrivals of each, in seconds from now, in order
   */
  RequestTimes run(List<Look> looks, List<Double> arrivals) {
    EngineTimes before = engine.times();
    long start = System.nanoTime();
    for (int i = 0; i < looks.size(); i++) {
      asked.add(new Asked(looks.get(i), start + (long) (arrivals.get(i) * NANOS)));
    }
    while (given < asked.size() || inEngine > 0) {
      give();
      if (!engine.step() && given < asked.size()) {
        LockSupport.parkNanos(asked.get(given).arrival - System.nanoTime());
      }
      if (inEngine == 0) {
        together();
      }
    }
    double seconds = (System.nanoTime() - start) / NANOS;
    return new RequestTimes(
        seconds,
        asked.stream().map(one -> one.seconds(one.first)).toList(),
        asked.stream().map(one -> one.seconds(one.end)).toList(),
        engine.times().since(before));
  }

  private void give() {
    List<Asked> now = new ArrayList<>();
    int room = admission.room(inEngine);
    while (now.size() < room
        && given < asked.size()
        && asked.get(given).arrival <= System.nanoTime()) {
      Asked next = asked.get(given++);
      inEngine++;
      now.add(next);
      engine.submit(next.look, Priority.ROUTINE, next);
    }
    batch = now.isEmpty() ? batch : now;
  }

  private void together() {
    if (admission.together()) {
      long first = batch.stream().mapToLong(one -> one.first).max().orElse(0);
      long end = batch.stream().mapToLong(one -> one.end).max().orElse(0);
      for (Asked one : batch) {
        one.first = first;
        one.end = end;
      }
      batch = List.of();
    }
  }
}
