package io.framewise.streams.ask;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.TopicWriter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks questions on the spot and waits for their events. A question goes to the topology, which
 * sends it to the workers and makes its event; so it is accounted for like any window, and its
 * event stays when whoever asked has gone. Any instance may ask about any source, since frames and
 * events are read from Kafka.
 *
 * <p>Safe for use by several threads.
 */
public final class AskDesk implements Asking, AutoCloseable {

  private final AskedFrames frames;
  private final TopicWriter<InferenceRequest> requests;
  private final Map<String, CompletableFuture<AnalysisEvent>> waiting = new ConcurrentHashMap<>();

  /** A desk with connections of its own. */
  public AskDesk(KafkaSettings kafka, SchemaRegistry registry) {
    this.frames = new AskedFrames(kafka, registry);
    this.requests = new TopicWriter<>(kafka, kafka.topics().asked(), registry);
  }

  @Override
  public Asked ask(Ask ask) throws InterruptedException {
    AskedFrames.Found found = frames.of(ask);
    InferenceRequest request =
        AskedRequests.of(ask, found.sourceId(), found.domain(), found.frames());
    CompletableFuture<AnalysisEvent> event = new CompletableFuture<>();
    waiting.put(request.getRequestId(), event);
    try {
      requests.write(
          FrameRecords.newest(request.getFrames()).getPartition(), request.getSourceId(), request);
      return new Asked(request, event);
    } catch (InterruptedException | RuntimeException e) {
      leave(request.getRequestId());
      throw e;
    }
  }

  /** Tells whoever waits for an event of it; must be told of every event. Does not block. */
  public void tell(AnalysisEvent event) {
    CompletableFuture<AnalysisEvent> asked = waiting.remove(event.getEventId());
    if (asked != null) {
      asked.complete(event);
    }
  }

  @Override
  public void leave(String requestId) {
    waiting.remove(requestId);
  }

  @Override
  public void close() {
    frames.close();
    requests.close();
  }
}
