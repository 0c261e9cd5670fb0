package io.framewise.model.engine;

import io.framewise.contract.avro.ModelInfo;
import io.framewise.contract.avro.Priority;
import io.framewise.model.checkpoint.KnownQuestions;
import java.util.List;
import java.util.Optional;

/**
 * A loaded model that answers looks and goes on with dialogues, several at a time: they join and
 * leave at any step. One thread calls it, always the same one; its {@link #pictures} may be asked
 * by any.
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
   * Takes a look in. It is the engine's from now on, which closes it.
   *
   * @param watch hears how it goes, its end at the latest when the engine is idle; a look that
   *     cannot be run ends at once
   */
  void submit(Look look, Priority lane, LookWatch watch);

  /** Takes a dialogue in, as {@link #submit} does a look. */
  void converse(Dialogue dialogue, Priority lane, DialogueWatch watch);

  /**
   * Does the next short piece of work. What fails on one look ends that look and no other.
   *
   * @return false if there is nothing to do
   */
  boolean step();

  /** Where its time went so far. */
  EngineTimes times();

  /**
   * Answers several looks side by side; other looks of the engine go on beside them.
   *
   * @param looks each with at least one question; their prompts hold one {@code <image>} a picture
   * @return the results in the order of {@code looks}
   * @throws LookRefusedException when a look cannot be run whatever the batch, such as a prompt
   *     longer than the context
   */
  default BatchResult answer(List<Look> looks) {
    return new LookBatch(this, looks).answer();
  }

  @Override
  void close();
}
