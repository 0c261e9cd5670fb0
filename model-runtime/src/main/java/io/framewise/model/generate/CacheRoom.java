package io.framewise.model.generate;

import io.framewise.model.internvl.Cache;
import io.framewise.model.internvl.InternVl;
import io.framewise.model.schedule.Room;
import io.framewise.model.schedule.SlotRanges;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The slots of the cache, which is allocated once: who has which, and what stays there of looks
 * that have ended. Their beginnings are kept while nobody needs the room, the one that was used
 * last the longest, so that a look at the same frames need not read them again.
 */
final class CacheRoom implements Room<LookRun>, AutoCloseable {

  private record Kept(Beginning beginning, TextSlots slots) {}

  private final InternVl model;
  private final Cache cache;
  private final int cut;
  private final SlotRanges ranges;

  /** Of looks that run and have read their beginning. */
  private final Set<LookRun> read = new LinkedHashSet<>();

  /** Of looks that have ended; the one that was not used for longest first. */
  private final Deque<Kept> kept = new ArrayDeque<>();

  /**
   * An empty cache.
   *
   * @param slots that it has
   * @param cut prompts are read in parts of so many tokens; what two looks have in common is used
   *     in whole parts only, so that the same numbers come of it whether it was there or not
   */
  CacheRoom(InternVl model, int slots, int cut) {
    this.model = model;
    this.cut = cut;
    cache = model.newCache(slots);
    ranges = new SlotRanges(slots);
  }

  Cache cache() {
    return cache;
  }

  @Override
  public boolean take(LookRun run) {
    OptionalInt first = ranges.take(run.slots());
    while (first.isEmpty() && !kept.isEmpty()) {
      TextSlots oldest = kept.remove().slots();
      ranges.give(oldest.first(), oldest.size());
      first = ranges.take(run.slots());
    }
    first.ifPresent(slot -> run.placeAt(new TextSlots(slot, run.slots())));
    return first.isPresent();
  }

  @Override
  public void give(LookRun run) {
    TextSlots slots = run.text();
    boolean keeps = read.remove(run) && kept.stream().noneMatch(one -> covers(one, run));
    if (keeps) {
      int length = run.beginning().orElseThrow().tokens().length;
      TextSlots its = new TextSlots(slots.first(), length);
      its.copy(slots, length);
      kept.add(new Kept(run.beginning().orElseThrow(), its));
      if (slots.size() > length) {
        ranges.give(slots.first() + length, slots.size() - length);
      }
    } else {
      ranges.give(slots.first(), slots.size());
    }
  }

  private static boolean covers(Kept one, LookRun run) {
    Beginning its = run.beginning().orElseThrow();
    return its.common(one.beginning()) == its.tokens().length;
  }

  /** A look has read its beginning: others may take it over. */
  void hasRead(LookRun run) {
    if (run.beginning().isPresent()) {
      read.add(run);
    }
  }

  /** Takes over what another look, ended or not, has read of the beginning of {@code run}. */
  void reuse(LookRun run) {
    if (run.beginning().isEmpty()) {
      return;
    }
    Beginning wanted = run.beginning().get();
    int most = 0;
    Optional<TextSlots> source = Optional.empty();
    for (LookRun other : read) {
      int common = usable(wanted, other.beginning().orElseThrow());
      if (common > most) {
        most = common;
        source = Optional.of(other.text());
      }
    }
    for (Kept one : List.copyOf(kept)) {
      int common = usable(wanted, one.beginning());
      if (common > most) {
        most = common;
        source = Optional.of(one.slots());
        kept.remove(one);
        kept.add(one);
      }
    }
    if (source.isPresent()) {
      model.copy(cache, source.get().first(), cache, run.text().first(), most);
      run.takeOver(source.get(), most);
    }
  }

  private int usable(Beginning wanted, Beginning there) {
    int common = wanted.common(there);
    return common == wanted.tokens().length ? common : common / cut * cut;
  }

  /** Slots that nobody has, those of ended looks included. */
  int free() {
    return ranges.free() + kept.stream().mapToInt(one -> one.slots().size()).sum();
  }

  @Override
  public void close() {
    cache.close();
  }
}
