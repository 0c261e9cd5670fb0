package io.framewise.streams.api.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;

/**
 * Gives the stores' meters one tag key. Kafka Streams names it after the kind of store
 * (in.memory.state.id, rocksdb.state.id), and Prometheus refuses a meter whose tag keys differ.
 */
final class OneStateIdTag implements MeterFilter {

  private static final String STATE_ID = "state.id";

  @Override
  public Meter.Id map(Meter.Id id) {
    List<Tag> tags = id.getTags();
    return tags.stream().anyMatch(OneStateIdTag::namesAStore)
        ? id.replaceTags(tags.stream().map(OneStateIdTag::renamed).toList())
        : id;
  }

  private static boolean namesAStore(Tag tag) {
    return tag.getKey().endsWith("." + STATE_ID);
  }

  private static Tag renamed(Tag tag) {
    return namesAStore(tag) ? Tag.of(STATE_ID, tag.getValue()) : tag;
  }
}
