package io.framewise.model.internvl;

import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.ModelConfig;
import io.framewise.model.checkpoint.StoredTensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the forms in which a model's layers run on this machine, and tells once what is not used.
 *
 * <p>What computes wrong numbers is never used. What is clearly slower than plain is not used where
 * the memory is the same; this is asked for matrices only whose time is worth asking for, so that
 * small models run in the same forms each time.
 */
final class FormChoice {

  private static final Logger LOG = LoggerFactory.getLogger(FormChoice.class);

  /** Numbers of the matrices that are timed: below, nothing is gained; above, it takes long. */
  private static final long LEAST_TIMED = 1 << 20;

  private static final long MOST_TIMED = 1 << 24;

  private final PtNDManager manager;
  private final FormProgram program;
  private final ComputeOptions options;
  private final LongSupplier clock;
  private final boolean onednn;
  private final List<String> used = new ArrayList<>();

  FormChoice(PtNDManager manager, FormProgram program, ComputeOptions options, LongSupplier clock) {
    this.manager = manager;
    this.program = program;
    this.options = options;
    this.clock = clock;
    onednn = options.devices().onCpu() && program.onednn();
  }

  /** Loads the weights. */
  Weights load(ModelConfig config, Map<String, StoredTensor> tensors) {
    DevicePlan devices = new DevicePlan(options.devices(), config.text().layers());
    WeightPlan plan = new WeightPlan(options.type(), options.quantization(), onednn, devices);
    double attentionError =
        onednn
            ? new AttentionCheck(program, manager).error(AttentionCheck.Heads.of(config))
            : Double.NaN;
    boolean byGroup = attentionError <= AttentionCheck.bound(options.type());
    Set<WeightForm> slow = slow(plan, Weights.largestFirst(tensors));
    FormCheck check = new FormCheck(program, slow);
    Weights weights = Weights.load(manager, program, tensors, plan, check, !byGroup);
    String type = options.type().name().toLowerCase(Locale.ROOT);
    check.used().forEach(form -> used.add(type + " " + form));
    used.add(byGroup ? "attention by group" : "attention at once");
    tell(check, slow, attentionError, byGroup);
    return weights;
  }

  private Set<WeightForm> slow(WeightPlan plan, Map<String, StoredTensor> tensors) {
    Set<WeightForm> slow = EnumSet.noneOf(WeightForm.class);
    for (WeightForm form : EnumSet.of(WeightForm.PACKED, WeightForm.INT8, WeightForm.INT4)) {
      tensors.entrySet().stream()
          .filter(entry -> plan.form(entry.getKey(), entry.getValue()) == form)
          .map(Map.Entry::getValue)
          .filter(tensor -> numbers(tensor) >= LEAST_TIMED && numbers(tensor) <= MOST_TIMED)
          .max(Comparator.comparingLong(FormChoice::numbers))
          .filter(tensor -> isSlow(form, tensor))
          .ifPresent(tensor -> slow.add(form));
    }
    if (slow.contains(WeightForm.PACKED)) {
      slow.add(WeightForm.PADDED);
    }
    return slow;
  }

  private boolean isSlow(WeightForm form, StoredTensor tensor) {
    return new FormTimer(clock).products(program, manager, form, tensor).slower();
  }

  private static long numbers(StoredTensor tensor) {
    return tensor.shape().stream().reduce(1L, Math::multiplyExact);
  }

  private void tell(FormCheck check, Set<WeightForm> slow, double attentionError, boolean byGroup) {
    List<String> parts = new ArrayList<>();
    String wrong = check.refusals().line(FormCheck.bound(options.type()));
    if (!wrong.isEmpty()) {
      parts.add("not used because it computes wrong numbers here: " + wrong);
    }
    if (onednn && !byGroup) {
      parts.add(
          "not used because it computes wrong numbers here: attention by group, off by "
              + attentionError);
    }
    slow.forEach(
        form ->
            parts.add(
                form.label()
                    + (form.quantized()
                        ? " is slower than plain here, used to save memory"
                        : " is not used because plain is faster here")));
    if (!parts.isEmpty()) {
      LOG.warn("{} (processor: {})", String.join("; ", parts), Processor.name());
    }
  }

  /** The forms in which the layers run, once the weights are loaded. */
  List<String> used() {
    return used;
  }
}
