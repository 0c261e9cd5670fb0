package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.TextConfig;
import io.framewise.model.internvl.Cache;
import io.framewise.model.internvl.InternVl;
import io.framewise.model.internvl.Slots;
import java.util.Arrays;

/**
 * A batch's way through the language model: the cache and the book of which slot holds what. Chunks
 * go in one after another.
 */
public final class Conversation implements AutoCloseable {

  private static final int FIELDS = 2;
  private static final long NO_TOKEN = -1;

  private final InternVl model;
  private final long pictureId;
  private final int batch;
  private Cache cache;
  private final long[][] spans;
  private int filled;

  /** A conversation of {@code batch} rows with room for {@code slots} in each. */
  public Conversation(InternVl model, long pictureId, int batch, int slots) {
    this.model = model;
    this.pictureId = pictureId;
    this.batch = batch;
    cache = model.newCache(batch, slots);
    spans = new long[batch][slots * FIELDS];
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
   * @return the last layer's output, [batch, chunk length, width]
   */
  public NDArray advance(PtNDManager step, Chunk chunk, NDArray pictures) {
    int length = chunk.length();
    if (filled + length > cache.slots()) {
      throw new IllegalStateException(
          filled + length + " slots are needed, the cache has " + cache.slots());
    }
    record(chunk, length);
    Shape shape = new Shape(batch, length);
    NDArray ids = step.create(chunk.tokens(), shape);
    // A model may generate the token that stands for pixels; without pictures it is one like
    // others.
    long standsForPixels = pictures.isEmpty() ? NO_TOKEN : pictureId;
    NDArray embedded = model.embed(step, ids, pictures, standsForPixels);
    NDArray seen = step.create(spansUntil(filled + length), new Shape(batch, filled + length, 2));
    Slots slots =
        new Slots(step.create(chunk.positions(), shape), step.create(bases(chunk), shape), seen);
    NDArray hidden = model.advance(step, embedded, slots, cache, filled);
    filled += length;
    return hidden;
  }

  private float[] bases(Chunk chunk) {
    TextConfig text = model.config().text();
    long[] reaches = chunk.reaches();
    float[] bases = new float[reaches.length];
    for (int i = 0; i < bases.length; i++) {
      bases[i] = (float) text.rotary().base(reaches[i], text.headDim());
    }
    return bases;
  }

  /** Makes room for so many further slots in each row. */
  public void makeRoom(int slots) {
    int needed = filled + slots;
    if (needed > cache.slots()) {
      int grown = Math.max(needed, 2 * filled);
      Cache wider = model.grownCache(cache, filled, grown);
      cache.close();
      cache = wider;
      Arrays.setAll(spans, row -> Arrays.copyOf(spans[row], grown * FIELDS));
    }
  }

  /** Slots that hold something, of each row. */
  public int filled() {
    return filled;
  }

  /** Forgets what came after the first {@code slots} slots. */
  public void rewind(int slots) {
    filled = slots;
  }

  private void record(Chunk chunk, int length) {
    long[] branches = chunk.branches();
    long[] leaves = chunk.leaves();
    for (int row = 0; row < batch; row++) {
      for (int i = 0; i < length; i++) {
        spans[row][(filled + i) * FIELDS] = branches[row * length + i];
        spans[row][(filled + i) * FIELDS + 1] = leaves[row * length + i];
      }
    }
  }

  private long[] spansUntil(int slots) {
    long[] all = new long[batch * slots * FIELDS];
    for (int row = 0; row < batch; row++) {
      System.arraycopy(spans[row], 0, all, row * slots * FIELDS, slots * FIELDS);
    }
    return all;
  }

  @Override
  public void close() {
    cache.close();
  }
}
