package io.framewise.model.internvl;

import io.framewise.model.checkpoint.ModelConfig;
import java.util.Optional;
import java.util.concurrent.FutureTask;

/** Looks at a model's attention beside loading, and takes its time when all else is done. */
final class AttentionTrial {

  private final Optional<AttentionCheck> check;
  private final ModelConfig config;
  private final FormTimer timer;
  private final BesideLoading beside;
  private final boolean timed;
  private Optional<FutureTask<Double>> error = Optional.empty();
  private Optional<AttentionCheck.Finding> finding = Optional.empty();
  private long nanos;

  /**
   * For one model.
   *
   * @param check nothing where attention by group is not offered
   * @param timed whether its time is taken
   */
  AttentionTrial(
      Optional<AttentionCheck> check,
      ModelConfig config,
      FormTimer timer,
      BesideLoading beside,
      boolean timed) {
    this.check = check;
    this.config = config;
    this.timer = timer;
    this.beside = beside;
    this.timed = timed;
  }

  /** Begins to look. */
  void begin() {
    if (error.isEmpty()) {
      error =
          check.map(attention -> beside.start(() -> attention.error(AttentionCheck.cases(config))));
    }
  }

  /** What came of it. The first time, nothing else may go on. */
  AttentionCheck.Finding finding() {
    if (finding.isEmpty()) {
      long start = System.nanoTime();
      begin();
      finding = Optional.of(check.map(this::of).orElse(AttentionCheck.Finding.NOT_OFFERED));
      nanos = System.nanoTime() - start;
    }
    return finding.get();
  }

  private AttentionCheck.Finding of(AttentionCheck attention) {
    double off = beside.result(error.orElseThrow());
    boolean right = off <= AttentionCheck.bound(attention.type());
    AttentionCheck.Heads heads = AttentionCheck.Heads.ofText(config);
    boolean slower =
        right && timed && FormTimer.surely(() -> attention.speed(timer, heads)).slower();
    return new AttentionCheck.Finding(off, right, slower);
  }

  /** For how long loading waited for it. */
  long nanos() {
    return nanos;
  }
}
