package io.framewise.streams.topology;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.SourceState;
import io.framewise.contract.avro.SourceStatus;
import java.time.Instant;
import java.util.Map;

/** What connectors say of their sources. */
final class TestStatuses {

  private TestStatuses() {}

  /** A camera that runs and has labels. */
  static SourceStatus labelled(String sourceId, Map<String, String> labels, Instant at) {
    return SourceStatus.newBuilder()
        .setSourceId(sourceId)
        .setDomain(Domain.VIDEO)
        .setKind("video")
        .setLabels(labels)
        .setState(SourceState.RUNNING)
        .setCaptured(0)
        .setPublished(0)
        .setRateCapped(0)
        .setShed(0)
        .setDeadLettered(0)
        .setFailed(0)
        .setStartedAt(at)
        .setUpdatedAt(at)
        .build();
  }
}
