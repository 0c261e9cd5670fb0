package io.framewise.streams.ingest;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Passes on the {@link ReadMark}s among the completions. They get the time of the clock, because
 * changelogs take over the time of the record that is processed, and on this topic that time only
 * serves to order completions before frames.
 */
public final class IngestMarks implements Processor<String, byte[], String, byte[]> {

  private ProcessorContext<String, byte[]> context;

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (ReadMark.isOne(record)) {
      context.forward(record.withTimestamp(context.currentSystemTimeMs()));
    }
  }
}
