package io.framewise.model.settings;

import io.framewise.model.engine.EngineSettings;
import io.framewise.model.hub.ModelLocation;
import io.framewise.platform.settings.Check;
import io.framewise.platform.settings.Setting;
import java.time.Duration;

/** The model and its worker. */
public record ModelSettings(
    @Setting(
            doc =
                "The model: a directory with config.json, tokenizer.json and safetensors, or a name on the"
                    + " Hugging Face hub, such as "
                    + ModelLocation.EXAMPLE
                    + " or owner/name@revision.")
        String path,
    @Setting(
            doc =
                "Name of this worker in completions and logs; made of host, process and a random part if"
                    + " empty.")
        String worker,
    @Setting(
            value = "framewise-workers",
            doc = "Share group of the workers: they take requests from one queue.")
        String group,
    @Setting(
            value = "8",
            doc =
                "Most requests that the model answers side by side. They join and leave at any step; a quarter"
                    + " is left to live ones.")
        int batchSize,
    @Setting(
            value = "128",
            doc =
                "Most tiles in memory, of requests that run and of those that wait for the model, and of one"
                    + " request, thumbnails included. 2.4 MB each where tiles have 448 pixels a side; the worker"
                    + " takes no more than a sixth of its heap holds, 74 such tiles of 1 GB.")
        int batchTiles,
    @Setting(
            value = "12",
            doc =
                "Most tiles of one frame, whatever a question set asks for; a thumbnail is extra.")
        int maxTiles,
    @Setting(
            value = "2",
            doc =
                "Threads that fetch, decode and cut pictures while the model runs, each with a connection"
                    + " of its own.")
        int prepareThreads,
    @Setting(value = "10s", doc = "How long one frame may take to arrive by reference.")
        Duration fetchLimit,
    @Setting(
            value = "30s",
            doc =
                "How long a request stays locked to a worker that has fallen silent, before another one"
                    + " gets it. A setting of the whole share group.")
        Duration lock,
    @Setting(value = "10s", doc = "How often a worker renews the locks of what it has in hand.")
        Duration renewEvery,
    @Setting(
            value = "5",
            doc =
                "How often a request is handed out at most; the last time it is reported as failed"
                    + " instead of run. A setting of the whole share group.")
        int deliveries,
    @Setting(
            value = "20s",
            doc = "How long a stop waits for the requests that the model has begun.")
        Duration drainLimit,
    @Setting(doc = "Where and how the worker tells how it is.") WorkerHealthSettings health,
    @Setting(doc = "How the model itself runs.") EngineSettings engine) {

  private static final int MOST_BATCH_TILES = 4096;

  /** Checks the bounds and names a worker that has no name. */
  public ModelSettings {
    Check.given("path", path);
    worker = worker == null || worker.isBlank() ? WorkerName.ofThisProcess() : worker;
    Check.given("group", group);
    Check.between("batch-size", batchSize, 1, 64);
    Check.between("batch-tiles", batchTiles, 1, MOST_BATCH_TILES);
    Check.between("max-tiles", maxTiles, 1, 40);
    Check.between("prepare-threads", prepareThreads, 1, 64);
    Check.positive("fetch-limit", fetchLimit);
    within("lock", lock, Duration.ofSeconds(15), Duration.ofSeconds(60));
    within("renew-every", renewEvery, Duration.ofMillis(100), lock.dividedBy(2));
    Check.between("deliveries", deliveries, 2, 10);
    Check.positive("drain-limit", drainLimit);
  }

  private static void within(String key, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          key
              + " must be between "
              + min.toMillis()
              + "ms and "
              + max.toMillis()
              + "ms, is "
              + value.toMillis()
              + "ms");
    }
  }
}
