package io.framewise.model.internvl;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.StoredTensor;
import io.framewise.model.checkpoint.StoredType;
import io.framewise.model.internvl.FormFinding.Verdict;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Tries every form in every number type on this machine, without a model. */
public final class FormExamination {

  /** A matrix of InternVL3-1B. */
  private static final List<Long> USUAL = List.of(4864L, 896L);

  /** One whose rows are not a multiple of what oneDNN packs at a time. */
  private static final List<Long> ROWS_OVER = List.of(4841L, 896L);

  /** Heads of InternVL3-1B's language model. */
  private static final AttentionCheck.Heads HEADS = new AttentionCheck.Heads(7, 64);

  private static final long SEED = 3;

  private final PtNDManager manager;
  private final Program program;
  private final FormTimer timer;

  private FormExamination(PtNDManager manager, Program program, LongSupplier clock) {
    this.manager = manager;
    this.program = program;
    timer = new FormTimer(clock);
  }

  /**
   * Tries all of them.
   *
   * @param threads of one operation; 0 leaves it to libtorch
   */
  public static List<FormFinding> run(int threads) {
    return run(threads, Surroundings.REAL, List.of(ComputeType.values()));
  }

  /** The same of some number types. */
  static List<FormFinding> run(int threads, Surroundings surroundings, List<ComputeType> types) {
    DjlEnvironment.prepare();
    try (PtNDManager manager = (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      InternVl.prepareThread(threads);
      UnaryOperator<String> text = surroundings.text();
      try (Program program = Program.load(manager, text.apply(ProgramText.ofLayers()))) {
        return new FormExamination(manager, program, surroundings.clock()).findings(types);
      }
    }
  }

  private List<FormFinding> findings(List<ComputeType> types) {
    List<FormFinding> findings = new ArrayList<>();
    StoredTensor usual = weight(USUAL);
    StoredTensor rowsOver = weight(ROWS_OVER);
    for (ComputeType type : types) {
      FormProgram forms = new FormProgram(program, type);
      boolean onednn = forms.onednn();
      findings.add(finding(forms, WeightForm.PACKED, usual, onednn));
      findings.add(finding(forms, WeightForm.PADDED, rowsOver, onednn));
      findings.add(finding(forms, WeightForm.INT8, usual, int8(type, onednn)));
      findings.add(finding(forms, WeightForm.INT8_WEIGHTS, usual, true));
      findings.add(finding(forms, WeightForm.INT4, usual, true));
      findings.add(attention(forms, onednn));
    }
    return findings;
  }

  private static boolean int8(ComputeType type, boolean onednn) {
    return WeightPlan.int8(type, onednn) == WeightForm.INT8;
  }

  private FormFinding finding(
      FormProgram forms, WeightForm form, StoredTensor weight, boolean offered) {
    String shape = weight.shape().get(0) + " x " + weight.shape().get(1);
    double bound = FormTrial.bound(form, forms.type());
    String fallback = form.fallback().orElseThrow().label();
    if (!offered) {
      return new FormFinding(
          forms.type(),
          form.label(),
          shape,
          Verdict.NOT_OFFERED,
          Double.NaN,
          bound,
          Optional.empty(),
          fallback);
    }
    TrialInputs inputs = TrialInputs.everyWay(form, forms.type(), weight.shape().get(1).intValue());
    try (PtNDManager step = manager.newSubManager(manager.getDevice())) {
      NDList made = FormTrial.made(forms, step, form, weight);
      FormTrial trial = FormTrial.of(forms, step, form, made, inputs, false);
      boolean right = trial.right() && !trial.plainProduct();
      Optional<FormSpeed> speed =
          right
              ? speed(() -> timer.products(forms, step, form, trial.parts(), weight))
              : Optional.empty();
      return new FormFinding(
          forms.type(),
          form.label(),
          shape,
          verdict(trial.error(), right, speed),
          trial.error(),
          bound,
          speed,
          trial.plainProduct() ? form.label() + ", widened weights multiplied plainly" : fallback);
    }
  }

  private FormFinding attention(FormProgram forms, boolean offered) {
    AttentionCheck check = new AttentionCheck(forms, manager);
    double error = offered ? check.error(AttentionCheck.ofText(HEADS)) : Double.NaN;
    double bound = AttentionCheck.bound(forms.type());
    boolean right = error <= bound;
    Optional<FormSpeed> speed = right ? speed(() -> check.speed(timer, HEADS)) : Optional.empty();
    return new FormFinding(
        forms.type(),
        "attention by group",
        HEADS.sharing() + " x " + HEADS.width() + ", " + AttentionCheck.TIMED.get(1) + " q",
        offered ? verdict(error, right, speed) : Verdict.NOT_OFFERED,
        error,
        bound,
        speed,
        "attention at once");
  }

  /** Nothing where what computes right fails when it is asked for more. */
  private static Optional<FormSpeed> speed(Supplier<FormSpeed> timing) {
    try {
      return Optional.of(FormTimer.surely(timing));
    } catch (EngineException e) {
      return Optional.empty();
    }
  }

  private static Verdict verdict(double error, boolean right, Optional<FormSpeed> speed) {
    if (Double.isInfinite(error) || (right && speed.isEmpty())) {
      return Verdict.FAILS;
    }
    if (!right) {
      return Verdict.WRONG;
    }
    return speed.filter(FormSpeed::slower).isPresent() ? Verdict.SLOWER : Verdict.RIGHT;
  }

  private static StoredTensor weight(List<Long> shape) {
    SplittableRandom random = new SplittableRandom(SEED);
    int numbers = Math.toIntExact(shape.get(0) * shape.get(1));
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(numbers * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < numbers; i++) {
      bytes.putFloat((float) random.nextDouble(-1, 1));
    }
    return new StoredTensor(StoredType.F32, shape, List.of(bytes.flip()));
  }
}
