package io.framewise.streams.settings;

import io.framewise.contract.avro.WindowOverride;
import io.framewise.platform.settings.Check;
import io.framewise.platform.settings.Setting;
import java.time.Duration;
import java.util.List;

/** What differs for some sources of a question set; what is not given stays as the set has it. */
public record OverrideSettings(
    @Setting(doc = "Ids of the sources that this is for; each in one override only.")
        List<String> sources,
    @Setting(doc = "As the set's window-size.") Duration windowSize,
    @Setting(doc = "As the set's window-hop; the window's size where the set's is.")
        Duration windowHop,
    @Setting(doc = "As the set's frames.") Integer frames,
    @Setting(doc = "As the set's max-tiles.") Integer maxTiles,
    @Setting(doc = "As the set's grace.") Duration grace,
    @Setting(doc = "As the set's idle.") Duration idle) {

  /** Checks that it names a source. */
  public OverrideSettings {
    Check.given("sources", sources);
  }

  WindowOverride toOverride() {
    return new WindowOverride(
        sources,
        millis(windowSize),
        millis(windowHop),
        frames,
        maxTiles,
        millis(grace),
        millis(idle));
  }

  private static Long millis(Duration duration) {
    return duration == null ? null : duration.toMillis();
  }
}
