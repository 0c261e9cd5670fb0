package io.framewise.streams.api.routes;

import io.framewise.streams.health.Verdict;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** Whether this process is alive, whether it can answer, and whether requests are answered. */
public final class Health {

  /**
   * The answer of a health check.
   *
   * @param up whether all is well
   * @param detail why or why not, for people
   * @param workers how many consumers the workers have, where that is asked and known
   */
  public record Answer(boolean up, String detail, OptionalInt workers) {

    public JsonObject json() {
      JsonObject json = new JsonObject().put("status", up ? "up" : "down").put("detail", detail);
      workers.ifPresent(count -> json.put("workerConsumers", count));
      return json;
    }
  }

  private final Supplier<KafkaStreams.State> topology;
  private final Supplier<Verdict> workers;
  private final Supplier<Optional<String>> restoring;

  /**
   * Health of these.
   *
   * @param restoring why state is not restored any further, while that is so
   */
  public Health(
      Supplier<KafkaStreams.State> topology,
      Supplier<Verdict> workers,
      Supplier<Optional<String>> restoring) {
    this.topology = topology;
    this.workers = workers;
    this.restoring = restoring;
  }

  /** Whether the process is alive, so that a restart would not help. */
  Answer live() {
    KafkaStreams.State state = topology.get();
    boolean dead =
        state == KafkaStreams.State.ERROR
            || state == KafkaStreams.State.PENDING_ERROR
            || state == KafkaStreams.State.NOT_RUNNING;
    return answer(!dead, state);
  }

  /** Whether queries are answered, with or without workers. */
  Answer queries() {
    KafkaStreams.State state = topology.get();
    return answer(state == KafkaStreams.State.RUNNING, state);
  }

  /** Whether frames are processed and workers answer the requests. */
  Answer ready() {
    Answer queries = queries();
    Verdict verdict = workers.get();
    Optional<String> stalled = restoring.get();
    return new Answer(
        queries.up() && verdict.up() && stalled.isEmpty(),
        queries.detail() + stalled.map(why -> ": " + why).orElse("") + "; " + verdict.detail(),
        verdict.workers());
  }

  private static Answer answer(boolean up, KafkaStreams.State state) {
    return new Answer(up, "topology " + state, OptionalInt.empty());
  }
}
