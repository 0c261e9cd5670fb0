package io.framewise.lab.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * How long the state of many sources takes to come back after the streams app was killed with
 * SIGKILL: once with what it left on its disk, once with an empty disk. Meanwhile frames arrive
 * that close a window of each source.
 */
final class RestoreBench {

  private static final String RUN = "live";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int WINDOWS = 5;

  private final BenchCluster cluster;
  private final BenchPlan plan;
  private final Consumer<String> progress;

  RestoreBench(BenchCluster cluster, BenchPlan plan, Consumer<String> progress) {
    this.cluster = cluster;
    this.plan = plan;
    this.progress = progress;
  }

  void run(Figures figures)
      throws InterruptedException, ExecutionException, TimeoutException, IOException {
    Pipeline pipeline = new Pipeline(cluster, "restore");
    Backlog backlog = new Backlog(plan.sources(), WINDOWS, 1);
    progress.accept("restore: " + backlog.frames() + " frames of " + plan.sources() + " sources");
    try (Cameras cameras = new Cameras(pipeline, plan.sourceFrameBytes());
        NullWorker worker = new NullWorker(pipeline);
        EventReader events = new EventReader(pipeline)) {
      long nextMs = backlog.send(cameras);
      StreamsProcess first = StreamsProcess.start(pipeline, RUN);
      try {
        events.await(RUN, backlog.events(), LIMIT);
      } finally {
        first.kill();
      }
      worker.check();
      figures.put("restore_sources", plan.sources());
      figures.put("restore_changelog_records", changelogRecords(pipeline));
      Backlog more = new Backlog(plan.sources(), 1, 1);
      nextMs = more.sendFrom(cameras, nextMs);
      again(pipeline, events, figures, "dirty");
      BenchCluster.delete(pipeline.state(RUN));
      more.sendFrom(cameras, nextMs);
      again(pipeline, events, figures, "empty");
    }
  }

  private void again(Pipeline pipeline, EventReader events, Figures figures, String disk)
      throws InterruptedException, TimeoutException, IOException {
    int before = events.of(RUN).size();
    long start = System.nanoTime();
    StreamsProcess app = StreamsProcess.start(pipeline, RUN);
    try {
      double ready = app.awaitReady();
      EventReader.Read first = events.await(RUN, before + 1, LIMIT).get(before);
      double firstEvent = (first.nanos() - start) / 1e9;
      events.await(RUN, before + plan.sources(), LIMIT);
      figures.headline(ready, Double.NaN, "s");
      figures.put("restore_" + disk + "_disk_ready_s", ready);
      figures.put("restore_" + disk + "_disk_first_event_s", firstEvent);
      figures.put("restore_" + disk + "_disk_caught_up_s", Clock.secondsSince(start));
      progress.accept("restore: ready after " + ready + " s with " + disk + " disk");
    } finally {
      app.kill();
    }
  }

  /** Records in the changelogs, those of transactions' ends included. */
  private static Map<String, Long> changelogRecords(Pipeline pipeline)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(pipeline.kafka().clientConfig())) {
      List<String> topics =
          admin.listTopics().names().get().stream()
              .filter(name -> name.startsWith("restore-") && name.endsWith("-changelog"))
              .toList();
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get()
          .forEach(
              (name, topic) ->
                  topic
                      .partitions()
                      .forEach(
                          partition ->
                              ends.put(
                                  new TopicPartition(name, partition.partition()),
                                  OffsetSpec.latest())));
      Map<String, Long> records = new HashMap<>();
      for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
          admin.listOffsets(ends).all().get().entrySet()) {
        records.merge(end.getKey().topic(), end.getValue().offset(), Long::sum);
      }
      return records;
    }
  }
}
