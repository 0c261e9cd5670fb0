package io.framewise.lab.pipeline;

import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.StreamsApp;
import io.framewise.streams.query.NotReadyException;
import io.framewise.streams.settings.ApiSettings;
import io.framewise.streams.settings.StreamsSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The streams app in this process. */
public final class StreamsHere {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private StreamsHere() {}

  /** Starts one and returns when it processes frames. */
  public static StreamsApp start(Pipeline pipeline, String run)
      throws InterruptedException, TimeoutException {
    SettingsSource settings = pipeline.settings(run);
    StreamsApp app =
        StreamsApp.start(
            pipeline.kafka(),
            pipeline.registry(),
            settings.bind(Section.STREAMS, StreamsSettings.class),
            settings.bind(Section.API, ApiSettings.class),
            () -> {}); // without its events the bench ends in a time-out
    awaitReady(app);
    return app;
  }

  private static void awaitReady(StreamsApp app) throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        app.queries().sources();
        return;
      } catch (NotReadyException e) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
    }
    app.close();
    throw new TimeoutException("the topology is not ready after " + LIMIT.toSeconds() + " s");
  }
}
