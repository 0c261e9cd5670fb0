package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.contract.avro.Priority;
import io.framewise.model.checkpoint.Checkpoint;
import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.LookEnd;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.generate.Chunk.Place;
import io.framewise.model.internvl.ComputeOptions;
import io.framewise.model.internvl.ComputeType;
import io.framewise.model.internvl.InternVl;
import io.framewise.model.internvl.PromptFormat;
import io.framewise.model.internvl.Tokens;
import io.framewise.model.tiny.TinyCheckpoint;
import io.framewise.model.tiny.TinyVariant;
import java.nio.file.Path;
import java.util.List;

/** The parts of an engine on a tiny checkpoint, for tests below the engine. */
public record TinyModel(InternVl model, Tokens tokens) implements AutoCloseable {

  private static final int CONTEXT = 4096;

  /** Writes a checkpoint and loads it. */
  public static TinyModel write(Path directory, TinyVariant variant) {
    TinyCheckpoint.write(directory, 1, variant);
    return open(directory, ComputeType.FLOAT32);
  }

  static TinyModel open(Path directory, ComputeType type) {
    return open(directory, ComputeOptions.onCpu(type, 1));
  }

  static TinyModel open(Path directory, ComputeOptions options) {
    InternVl model = InternVl.load(Checkpoint.open(directory), options);
    return new TinyModel(model, Tokens.open(directory));
  }

  /** An engine's parts of it. */
  public EngineParts parts(String system) {
    PromptFormat format = new PromptFormat(tokens, system, model.config().tokensPerTile());
    return new EngineParts(model, tokens, format, vision(1), CONTEXT);
  }

  /** Answers to looks side by side. */
  List<LookResult> answers(PromptFormat format, int contextLength, Look... looks) {
    EngineParts parts = new EngineParts(model, tokens, format, vision(1), contextLength);
    LookResult[] results = new LookResult[looks.length];
    try (LookEngine engine = new LookEngine(parts, new EngineLimits(8, 4096, 64))) {
      for (int i = 0; i < looks.length; i++) {
        int place = i;
        engine.submit(
            looks[i], Priority.LIVE, end -> results[place] = ((LookEnd.Answered) end).result());
      }
      boolean more = engine.step();
      while (more) {
        more = engine.step();
      }
    }
    return List.of(results);
  }

  /** A vision pass that keeps nothing. */
  VisionPass vision(int tilesAtOnce) {
    return new VisionPass(model, tilesAtOnce, new RowCache(0, model.newStep()));
  }

  NDArray rows(PtNDManager step, List<PictureTiles> pictures) {
    return vision(1).rows(step, List.of(pictures), () -> false).all();
  }

  long pictureId() {
    return tokens.control(Tokens.VISUAL);
  }

  Conversation conversation(int batch, int slots) {
    return new Conversation(model, pictureId(), batch, slots);
  }

  /** Advances by a chunk of text and returns the logits of one place. */
  float[] logits(Conversation conversation, Chunk chunk, Place place) {
    try (PtNDManager step = model.newStep()) {
      NDArray hidden = conversation.advance(step, chunk);
      return model.logits(step, hidden, new long[] {chunk.flat(place)}).toFloatArray();
    }
  }

  /** Logits after a prompt with pictures that goes through the model at once. */
  public float[] logitsOf(long[] ids, List<PictureTiles> pictures) {
    Chunk chunk = new Chunk(1);
    Place end = chunk.add(0, ids, 0, 0, 0);
    try (Conversation conversation = conversation(1, ids.length);
        PtNDManager step = model.newStep()) {
      NDArray rows = rows(step, pictures);
      NDArray hidden = conversation.advance(step, chunk, rows);
      return model.logits(step, hidden, new long[] {chunk.flat(end)}).toFloatArray();
    }
  }

  /** The likeliest tokens after a prompt with pictures, also after one that ends a turn. */
  long[] greedy(long[] ids, List<PictureTiles> pictures, int count) {
    Chunk chunk = new Chunk(1);
    Place end = chunk.add(0, ids, 0, 0, 0);
    long[] generated = new long[count];
    try (Conversation conversation = conversation(1, ids.length + count);
        PtNDManager step = model.newStep()) {
      NDArray hidden = conversation.advance(step, chunk, rows(step, pictures));
      for (int i = 0; i < count; i++) {
        NDArray logits = model.logits(step, hidden, new long[] {chunk.flat(end)});
        generated[i] = logits.argMax().getLong();
        chunk = new Chunk(1);
        end = chunk.add(0, new long[] {generated[i]}, ids.length + i, 0, 0);
        hidden = conversation.advance(step, chunk);
      }
    }
    return generated;
  }

  @Override
  public void close() {
    model.close();
    tokens.close();
  }
}
