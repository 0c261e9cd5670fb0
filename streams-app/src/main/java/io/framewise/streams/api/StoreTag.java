package io.framewise.streams.api;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;

/**
 * Gives the meters of all state stores one tag {@code store}. Kafka names the tag after the kind of
 * store, and Prometheus refuses meters of one name whose tags have different names.
 */
final class StoreTag implements MeterFilter {

  private static final String STORE = "store";
  private static final String END_OF_KAFKAS_NAMES = ".state.id";

  @Override
  public Meter.Id map(Meter.Id id) {
    List<Tag> tags = id.getTags().stream().map(StoreTag::renamed).toList();
    return id.replaceTags(tags);
  }

  private static Tag renamed(Tag tag) {
    return tag.getKey().endsWith(END_OF_KAFKAS_NAMES) ? Tag.of(STORE, tag.getValue()) : tag;
  }
}
