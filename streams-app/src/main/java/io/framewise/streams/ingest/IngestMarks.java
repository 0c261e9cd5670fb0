package io.framewise.streams.ingest;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Passes on the {@link ReadMark}s among completions, with the clock's time: theirs only says that
 * they come before frames, and changelogs get the time of the record that is worked at.
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
