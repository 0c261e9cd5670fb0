package io.framewise.model.engine;

import io.framewise.contract.avro.ModelInfo;
import io.framewise.model.checkpoint.KnownQuestions;
import java.util.List;
import java.util.Optional;

/**
 * A loaded model that answers batches of looks. One thread calls it, always the same one; its
 * {@link #pictures} may be asked by any.
 */
public interface Engine extends AutoCloseable {

  /** Which weights answer. */
  ModelInfo model();

  /** Side of a square tile in pixels, from the checkpoint's configuration. */
  int tileSize();

  /** Tokens that stand for one tile in the prompt. */
  int tokensPerTile();

  /** Longest prompt plus answer in tokens. */
  int contextLength();

  /** The questions that the model was trained for, where its checkpoint lists them. */
  default Optional<KnownQuestions> knownQuestions() {
    return Optional.empty();
  }

  /** What it keeps of pictures; of use until the engine is closed. */
  default PictureCache pictures() {
    return PictureCache.NONE;
  }

  /**
   * Answers several looks as one batch.
   *
   * @param looks each with at least one question; their prompts hold one {@code <image>} a picture
   * @return the results in the order of {@code looks}
   * @throws LookRefusedException when a look cannot be run whatever the batch, such as a prompt
   *     longer than the context
   */
  BatchResult answer(List<Look> looks);

  @Override
  void close();
}
