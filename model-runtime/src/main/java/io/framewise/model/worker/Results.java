package io.framewise.model.worker;

import static io.framewise.platform.observe.LogKeys.REQUEST_ID;
import static io.framewise.platform.observe.LogKeys.SOURCE_ID;

import io.framewise.contract.avro.CompletionStatus;
import io.framewise.model.engine.BatchResult.LookResult;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a job can end. Safe for use by several threads. */
final class Results {

  private static final Logger LOG = LoggerFactory.getLogger(Results.class);

  private final Completions completions;
  private final Outbox outbox;

  Results(Completions completions, Outbox outbox) {
    this.completions = completions;
    this.outbox = outbox;
  }

  /** It was answered. */
  void completed(Job job, Waits waits, LookResult result) {
    outbox.publish(completions.completed(job, waits, result), job.delivery());
  }

  /** The deadline has passed. */
  void expired(Job job) {
    LOG.atDebug().addKeyValue(REQUEST_ID, job.request().getRequestId()).log("a request expired");
    String reason = "deadline: it was " + job.request().getDeadlineAt();
    outbox.publish(completions.ended(job, CompletionStatus.EXPIRED, reason), job.delivery());
  }

  /** Nobody can answer it; the reason begins with its category. */
  void failed(Job job, Refusal refusal) {
    LOG.atWarn()
        .addKeyValue(REQUEST_ID, job.request().getRequestId())
        .addKeyValue(SOURCE_ID, job.request().getSourceId())
        .setCause(refusal.getCause())
        .log("a request failed: {}", refusal.getMessage());
    outbox.publish(
        completions.ended(job, CompletionStatus.FAILED, refusal.getMessage()), job.delivery());
  }

  /** It could not be tried just now. */
  void released(Job job, String reason) {
    LOG.atWarn()
        .addKeyValue(REQUEST_ID, job.request().getRequestId())
        .log("a request is released: {}", reason);
    job.delivery().settle(AcknowledgeType.RELEASE);
  }
}
