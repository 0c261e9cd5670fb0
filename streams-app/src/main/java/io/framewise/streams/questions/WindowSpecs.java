package io.framewise.streams.questions;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowOverride;
import io.framewise.contract.avro.WindowSpec;
import java.util.Optional;

/**
 * The windows that a question set asks for about one source: those of the set, or what an override
 * makes of them.
 */
public final class WindowSpecs {

  private WindowSpecs() {}

  /** The windows about a source; the first override that names it counts. */
  public static WindowSpec of(QuestionSet set, String sourceId) {
    for (WindowOverride override : set.getOverrides()) {
      if (override.getSourceIds().contains(sourceId)) {
        return of(set, override);
      }
    }
    return set.getWindow();
  }

  /**
   * The windows about an override's sources. Windows that do not overlap do not overlap with
   * another size either.
   */
  static WindowSpec of(QuestionSet set, WindowOverride override) {
    WindowSpec all = set.getWindow();
    long size = orElse(override.getSizeMs(), all.getSizeMs());
    long hop = all.getHopMs() == all.getSizeMs() ? size : all.getHopMs();
    return WindowSpec.newBuilder()
        .setKind(all.getKind())
        .setSizeMs(size)
        .setHopMs(orElse(override.getHopMs(), hop))
        .setFrames(orElse(override.getFrames(), all.getFrames()))
        .setMaxTiles(orElse(override.getMaxTiles(), all.getMaxTiles()))
        .setGraceMs(orElse(override.getGraceMs(), all.getGraceMs()))
        .setIdleMs(orElse(override.getIdleMs(), all.getIdleMs()))
        .build();
  }

  private static <T> T orElse(T own, T ofAll) {
    return Optional.ofNullable(own).orElse(ofAll);
  }
}
