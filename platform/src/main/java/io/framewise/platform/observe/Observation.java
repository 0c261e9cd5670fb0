package io.framewise.platform.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Consumer;

/** What one process tells about itself, from before its start is over until it ends. */
public final class Observation implements AutoCloseable {

  private final StartingHealth health;
  private final PrometheusMeterRegistry meters = ProcessMeters.create();
  private final ObserveServer server;

  private Observation(String section, String host, int port, String doing) {
    this.health = new StartingHealth(doing);
    this.server = ObserveServer.start(section, host, port, health, meters::scrape);
  }

  /**
   * Begins to tell; see {@link ObserveServer#start}.
   *
   * @param doing what the start consists of, such as "loading the model"
   */
  public static Observation start(String section, String host, int port, String doing) {
    return new Observation(section, host, port, doing);
  }

  /** The start is over: how the process is from now on, and what adds its meters. */
  public void started(Health now, Consumer<MeterRegistry> binder) {
    binder.accept(meters);
    health.started(now);
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    meters.close();
  }
}
