package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.generate.Chunk.Place;
import io.framewise.model.tiny.TinyVariant;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** However the work is divided, the logits after a prompt with pictures stay the same. */
class InvarianceTest {

  private static final double CLOSE = 1e-5;
  private static final List<PictureTiles> PICTURES = Looks.frames(1, 2);

  @TempDir private Path directory;

  private TinyModel tiny;
  private long[] ids;
  private float[] whole;

  private void open(TinyVariant variant) {
    tiny = TinyModel.write(directory, variant);
    ids = GoldenNumbers.of(variant).ids();
    whole = tiny.logitsOf(ids, PICTURES);
  }

  private NDArray rows(PtNDManager step, List<PictureTiles> pictures) {
    return tiny.rows(step, pictures);
  }

  @ParameterizedTest
  @EnumSource
  void shouldNotDependOnTheBatch(TinyVariant variant) {
    open(variant);
    long[] longer = LongStream.concat(LongStream.of(ids), LongStream.of(ids)).toArray();
    Chunk chunk = new Chunk(3);
    chunk.add(0, Arrays.copyOf(ids, 9), 0, 0, 0);
    Place end = chunk.add(1, ids, 0, 0, 0);
    chunk.add(2, longer, 0, 0, 0);
    try (Conversation conversation = tiny.conversation(3, longer.length);
        PtNDManager step = tiny.model().newStep()) {
      List<PictureTiles> pictures = Looks.frames(1, 2, 3, 4, 5, 6);
      NDArray hidden = conversation.advance(step, chunk, rows(step, pictures));
      long[] at = {chunk.flat(end)};
      float[] batched = tiny.model().logits(step, hidden, at).toFloatArray();

      assertThat(GoldenNumbers.error(batched, whole)).isLessThan(CLOSE);
    } finally {
      tiny.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldNotDependOnWhereThePromptIsCut(TinyVariant variant) {
    open(variant);
    int size = 17;
    float[] last = {};
    int seen = 0;
    try (Conversation conversation = tiny.conversation(1, ids.length);
        PtNDManager step = tiny.model().newStep()) {
      NDArray rows = rows(step, PICTURES);
      for (int start = 0; start < ids.length; start += size) {
        long[] part = Arrays.copyOfRange(ids, start, Math.min(ids.length, start + size));
        int visual = (int) LongStream.of(part).filter(id -> id == tiny.pictureId()).count();
        Chunk chunk = new Chunk(1);
        Place end = chunk.add(0, part, start, 0, 0, ids.length);
        NDArray its = rows.get(seen + ":" + (seen + visual));
        NDArray hidden = conversation.advance(step, chunk, its);
        last = tiny.model().logits(step, hidden, new long[] {chunk.flat(end)}).toFloatArray();
        seen += visual;
      }
    } finally {
      tiny.close();
    }

    assertThat(seen).isEqualTo(32);
    assertThat(GoldenNumbers.error(last, whole)).isLessThan(CLOSE);
  }

  /** Beyond its positions cached keys keep their base, as in Transformers; see docs/decisions. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "SCALED")
  void shouldNotDependOnTheCache(TinyVariant variant) {
    open(variant);
    GoldenNumbers golden = GoldenNumbers.of(variant);
    try {
      for (int i = 0; i < golden.generated().length; i++) {
        long[] all =
            LongStream.concat(LongStream.of(ids), Arrays.stream(golden.generated(), 0, i))
                .toArray();
        float[] logits = tiny.logitsOf(all, PICTURES);

        assertThat(best(logits)).as("token %d", i).isEqualTo(golden.generated()[i]);
      }
    } finally {
      tiny.close();
    }
  }

  private static long best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }
}
