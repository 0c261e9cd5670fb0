package io.framewise.streams.topology;

import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.streams.backlog.Backlogs;
import io.framewise.streams.backlog.Commits;
import io.framewise.streams.failure.FailedRecords;
import io.framewise.streams.failure.ItemGuard;
import io.framewise.streams.failure.ProcessingFailures;
import io.framewise.streams.failure.ProductionFailures;
import io.framewise.streams.failure.SizeLimits;
import io.framewise.streams.table.UnreadableRecords;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The objects that a topology shares with its exception handlers and its Kafka clients. Safe for
 * use by several threads.
 *
 * @param records records that made a processor fail
 * @param sizes how large records may be
 * @param unreadable what the global tables could not read
 * @param backlogs partitions that are not read to their end
 * @param commits when each stream thread has committed
 */
public record SharedParts(
    FailedRecords records,
    SizeLimits sizes,
    UnreadableRecords unreadable,
    Backlogs backlogs,
    Commits commits) {

  /** The parts of a topology that has not started yet. */
  public static SharedParts create(SchemaRegistry registry) {
    return new SharedParts(
        new FailedRecords(),
        new SizeLimits(registry),
        new UnreadableRecords(),
        new Backlogs(),
        new Commits());
  }

  /** A guard for work that is done item by item. */
  public ItemGuard items() {
    return new ItemGuard(records);
  }

  /**
   * The Kafka Streams properties that name the exception handlers and hand them what they share
   * with the topology.
   */
  public Map<String, Object> handlers() {
    return Map.of(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        ProcessingFailures.class,
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        ProductionFailures.class,
        ProcessingFailures.FAILED_RECORDS,
        records,
        ProductionFailures.SIZE_LIMITS,
        sizes);
  }
}
