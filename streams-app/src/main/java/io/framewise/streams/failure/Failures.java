package io.framewise.streams.failure;

import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.streams.backlog.Backlogs;
import io.framewise.streams.backlog.Commits;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What a topology, its exception handlers and its Kafka clients know in common. Safe for use by
 * several threads.
 *
 * @param records records that made a processor fail
 * @param sizes how large records may be
 * @param unreadable what the global tables could not read
 * @param backlogs partitions that are not read to their end
 * @param commits when was committed
 */
public record Failures(
    FailedRecords records,
    SizeLimits sizes,
    UnreadableRecords unreadable,
    Backlogs backlogs,
    Commits commits) {

  /** Nothing has failed yet. */
  public static Failures none(SchemaRegistry registry) {
    return new Failures(
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

  /** The properties under which Kafka Streams makes the handlers, and they find this. */
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
