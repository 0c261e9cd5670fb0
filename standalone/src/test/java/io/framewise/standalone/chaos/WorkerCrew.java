package io.framewise.standalone.chaos;

import io.framewise.contract.avro.AnswerType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Real workers, each a process, whose model is a {@link SteadyEngine}. */
final class WorkerCrew implements Crew {

  private final List<WorkerProcess> workers;

  private WorkerCrew(List<WorkerProcess> workers) {
    this.workers = workers;
  }

  /** Starts so many. */
  static WorkerCrew start(
      Site site, Path directory, int count, Duration pace, List<String> settings)
      throws IOException {
    WorkerCrew crew =
        new WorkerCrew(
            IntStream.range(0, count)
                .mapToObj(i -> new WorkerProcess(site, directory, "worker-" + i, pace, settings))
                .toList());
    for (WorkerProcess worker : crew.workers) {
      worker.start();
    }
    return crew;
  }

  WorkerProcess get(int index) {
    return workers.get(index);
  }

  @Override
  public String answer(AnswerType type, String requestId, List<String> frameIds) {
    return SteadyEngine.answer(type, frameIds);
  }

  @Override
  public void close() {
    workers.forEach(WorkerProcess::close);
  }
}
