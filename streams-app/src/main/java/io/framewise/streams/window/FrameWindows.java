package io.framewise.streams.window;

import io.framewise.contract.avro.WindowKind;
import io.framewise.streams.questions.Asking;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Puts each frame into the windows of the question sets that ask about it. */
final class FrameWindows {

  private final Map<WindowKind, WindowKindRule> rules = new EnumMap<>(WindowKind.class);
  private final ChangeWindows changes;
  private final PairWindows pairs;

  FrameWindows(WindowState state, OpenWindows windows) {
    TimeWindows spans = new TimeWindows(windows);
    this.changes = new ChangeWindows(windows, spans, state.newestPictures());
    this.pairs = new PairWindows(state.references());
    rules.put(WindowKind.TIME, spans);
    rules.put(WindowKind.CHANGE, changes);
    rules.put(WindowKind.IMAGE, new PictureWindows());
    rules.put(WindowKind.PART, new PartWindows(windows));
    rules.put(WindowKind.PAIR, pairs);
  }

  /** Puts a frame into the windows of {@code sets}, which all ask about its source. */
  Placement place(Arrival arrival, List<Asking> sets) {
    Placing placing = new Placing(arrival);
    for (Asking asking : sets) {
      rules.get(asking.windows().getKind()).place(arrival, asking, placing);
    }
    if (hasKind(sets, WindowKind.CHANGE)) {
      changes.remember(arrival);
    }
    if (hasKind(sets, WindowKind.PAIR)) {
      pairs.remember(arrival);
    }
    return placing.placement();
  }

  private static boolean hasKind(List<Asking> sets, WindowKind kind) {
    for (Asking asking : sets) {
      if (asking.windows().getKind() == kind) {
        return true;
      }
    }
    return false;
  }
}
