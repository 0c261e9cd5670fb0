package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.generate.LanguagePass.Portion;
import io.framewise.model.internvl.Cache;
import io.framewise.model.internvl.InternVl;
import java.util.ArrayList;
import java.util.List;

/**
 * Several texts' way through the language model, with a cache of their own. Chunks go in one after
 * another.
 */
public final class Conversation implements AutoCloseable {

  private final InternVl model;
  private final LanguagePass pass;
  private final long pictureId;
  private List<TextSlots> texts;
  private Cache cache;

  /** A conversation of {@code batch} texts with room for {@code slots} in each. */
  public Conversation(InternVl model, long pictureId, int batch, int slots) {
    this.model = model;
    this.pictureId = pictureId;
    pass = new LanguagePass(model);
    cache = model.newCache(batch * slots);
    texts = ranges(batch, slots);
  }

  private static List<TextSlots> ranges(int batch, int slots) {
    List<TextSlots> ranges = new ArrayList<>();
    for (int row = 0; row < batch; row++) {
      ranges.add(new TextSlots(row * slots, slots));
    }
    return ranges;
  }

  /** Runs a chunk of text. */
  NDArray advance(PtNDManager step, Chunk chunk) {
    int width = model.config().text().hidden();
    return advance(step, chunk, step.zeros(new Shape(0, width), DataType.FLOAT32));
  }

  /**
   * Runs a chunk.
   *
   * @param pictures [visual tokens, width], for the chunk's visual tokens in order
   * @return the last layer's output, [tokens, width]
   */
  public NDArray advance(PtNDManager step, Chunk chunk, NDArray pictures) {
    List<Portion> portions = new ArrayList<>();
    for (int row = 0; row < texts.size(); row++) {
      if (!chunk.tokens(row).isEmpty()) {
        // A model may generate the token that stands for pixels; without pictures it is one like
        // others.
        List<PlacedToken> tokens =
            pictures.isEmpty() ? chunk.tokens(row) : chunk.tokens(row, pictureId);
        portions.add(new Portion(texts.get(row), tokens));
      }
    }
    NDArray hidden = pass.advance(step, cache, portions, pictures);
    portions.forEach(Portion::fill);
    return hidden;
  }

  /** Makes room for so many further slots in each text. */
  public void makeRoom(int slots) {
    int longest = texts.stream().mapToInt(TextSlots::filled).max().orElse(0);
    int needed = longest + slots;
    if (texts.stream().anyMatch(text -> needed > text.size())) {
      grow(Math.max(needed, 2 * longest));
    }
  }

  private void grow(int slots) {
    List<TextSlots> grown = ranges(texts.size(), slots);
    Cache wider = model.newCache(texts.size() * slots);
    for (int row = 0; row < texts.size(); row++) {
      TextSlots old = texts.get(row);
      model.copy(cache, old.first(), wider, grown.get(row).first(), old.filled());
      grown.get(row).copy(old, old.filled());
    }
    cache.close();
    cache = wider;
    texts = grown;
  }

  /** Slots that hold something, of each text. */
  public List<Integer> filled() {
    return texts.stream().map(TextSlots::filled).toList();
  }

  /** Forgets what came after the first so many slots of each text. */
  public void rewind(List<Integer> slots) {
    for (int row = 0; row < texts.size(); row++) {
      texts.get(row).rewind(slots.get(row));
    }
  }

  @Override
  public void close() {
    cache.close();
  }
}
