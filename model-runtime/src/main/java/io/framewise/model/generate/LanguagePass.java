package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.TextConfig;
import io.framewise.model.internvl.Cache;
import io.framewise.model.internvl.InternVl;
import io.framewise.model.internvl.Slots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/**
 * Takes tokens of several texts through the language model together. Between them is nothing: what
 * it costs is what they are.
 */
final class LanguagePass {

  private final InternVl model;

  LanguagePass(InternVl model) {
    this.model = model;
  }

  /** Some tokens of one text, at least one. */
  record Portion(TextSlots text, List<PlacedToken> tokens) {

    /** Counts its slots as filled. */
    void fill() {
      text.fill(tokens.size());
    }
  }

  /**
   * Takes portions through the model. When it returns their keys and values are there, but the
   * texts do not count them yet: where what follows fails, the same portions can go again.
   *
   * @param portions of each text one at most
   * @param pictures [visual tokens, width], for the tokens of all portions that stand for them, in
   *     order
   * @return the last layer's output, [tokens, width], those of one portion after those of the other
   */
  NDArray advance(PtNDManager step, Cache cache, List<Portion> portions, NDArray pictures) {
    portions.forEach(portion -> portion.text().enter(portion.tokens()));
    List<PlacedToken> tokens =
        portions.stream().flatMap(portion -> portion.tokens().stream()).toList();
    NDArray ids = step.create(numbers(tokens, PlacedToken::id));
    NDArray embedded = model.embed(step, ids, pictures);
    Slots slots =
        new Slots(
            step.create(numbers(tokens, PlacedToken::position)),
            step.create(bases(tokens)),
            spans(step, portions),
            rows(portions));
    return model.advance(step, embedded, slots, cache);
  }

  private static long[] numbers(List<PlacedToken> tokens, ToLongFunction<PlacedToken> field) {
    return tokens.stream().mapToLong(field).toArray();
  }

  private float[] bases(List<PlacedToken> tokens) {
    TextConfig text = model.config().text();
    float[] bases = new float[tokens.size()];
    for (int i = 0; i < bases.length; i++) {
      bases[i] = (float) text.rotary().base(tokens.get(i).reach(), text.headDim());
    }
    return bases;
  }

  private static NDArray spans(PtNDManager step, List<Portion> portions) {
    long[] spans =
        portions.stream()
            .flatMapToLong(portion -> LongStream.of(portion.text().spans(slots(portion))))
            .toArray();
    return step.create(spans, new Shape(spans.length / TextSlots.FIELDS, TextSlots.FIELDS));
  }

  private static List<Long> rows(List<Portion> portions) {
    List<Long> rows = new ArrayList<>();
    long first = 0;
    for (Portion portion : portions) {
      TextSlots text = portion.text();
      rows.add(first);
      rows.add((long) portion.tokens().size());
      rows.add((long) text.first());
      rows.add((long) text.filled());
      rows.add(text.bars(slots(portion)) ? 1L : 0L);
      first += portion.tokens().size();
    }
    return rows;
  }

  /** Slots of its text that are filled, its own included. */
  private static int slots(Portion portion) {
    return portion.text().filled() + portion.tokens().size();
  }
}
