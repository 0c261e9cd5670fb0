package io.framewise.model.internvl;

import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.ModelConfig;
import io.framewise.model.checkpoint.StoredTensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
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
  private static final String WRONG = "not used because it computes wrong numbers here: ";

  /** Numbers of a matrix whose time tells enough, and of the largest whose time is taken. */
  private static final long USUALLY_TIMED = 1 << 23;

  private static final long MOST_TIMED = 1 << 24;

  private final PtNDManager manager;
  private final FormProgram program;
  private final ComputeOptions options;
  private final FormTimer timer;
  private final long leastTimed;
  private final boolean onednn;
  private final List<String> used = new ArrayList<>();
  private CheckTime checkTime = new CheckTime(0, 0);

  FormChoice(
      PtNDManager manager, FormProgram program, ComputeOptions options, Surroundings surroundings) {
    this.manager = manager;
    this.program = program;
    this.options = options;
    timer = new FormTimer(surroundings.clock());
    leastTimed = surroundings.leastTimed();
    onednn = options.devices().onCpu() && program.onednn();
  }

  /** Loads the weights. */
  Weights load(ModelConfig config, Map<String, StoredTensor> tensors) {
    DevicePlan devices = new DevicePlan(options.devices(), config.text().layers());
    WeightPlan plan = new WeightPlan(options.type(), options.quantization(), onednn, devices);
    Map<String, StoredTensor> joined = JoinedProjections.of(tensors);
    Set<String> timed = timed(plan, joined);
    Map<String, StoredTensor> ordered = Weights.inOrder(joined, timed);
    int processors = Runtime.getRuntime().availableProcessors();
    try (BesideLoading beside = new BesideLoading(processors, options.threads())) {
      FormCheck check = new FormCheck(program, timer, beside, timed);
      Optional<AttentionCheck> attention =
          onednn ? Optional.of(new AttentionCheck(program, manager)) : Optional.empty();
      AttentionTrial trial = new AttentionTrial(attention, config, timer, beside, !timed.isEmpty());
      Weights weights = Weights.load(manager, program, ordered, plan, check, trial);
      checkTime = new CheckTime(trial.nanos() + check.nanos(), beside.nanos());
      name(check, trial.finding(), joined.containsKey(WeightPlan.HEAD));
      tell(check, trial.finding());
      return weights;
    }
  }

  private void name(FormCheck check, AttentionCheck.Finding attention, boolean head) {
    String type = options.type().name().toLowerCase(Locale.ROOT);
    check.used().forEach(form -> used.add(type + " " + form));
    if (!head) {
      used.add(type + " plain head");
    }
    if (check.plainProduct()) {
      used.add("widened weights multiplied plainly");
    }
    used.add(attention.used() ? "attention by group" : "attention at once");
  }

  /**
   * A weight of each form whose time is worth taking: the largest whose time does not take long,
   * else the smallest.
   */
  private Set<String> timed(WeightPlan plan, Map<String, StoredTensor> tensors) {
    Set<String> timed = new TreeSet<>();
    List<Predicate<WeightForm>> kinds =
        List.of(
            WeightForm::likePacked,
            form -> form == WeightForm.INT8,
            form -> form == WeightForm.INT4);
    for (Predicate<WeightForm> kind : kinds) {
      tensors.entrySet().stream()
          .filter(entry -> kind.test(plan.form(entry.getKey(), entry.getValue())))
          .filter(entry -> numbers(entry.getValue()) >= leastTimed)
          .filter(entry -> numbers(entry.getValue()) <= MOST_TIMED)
          .min(Comparator.comparingLong(entry -> distance(numbers(entry.getValue()))))
          .ifPresent(entry -> timed.add(entry.getKey()));
    }
    return timed;
  }

  private static long distance(long numbers) {
    return numbers <= USUALLY_TIMED ? USUALLY_TIMED - numbers : numbers;
  }

  private static long numbers(StoredTensor tensor) {
    return tensor.shape().stream().reduce(1L, Math::multiplyExact);
  }

  private void tell(FormCheck check, AttentionCheck.Finding attention) {
    List<String> parts = new ArrayList<>();
    String wrong = check.refusals().line();
    if (!wrong.isEmpty()) {
      parts.add(WRONG + wrong);
    }
    if (onednn && !attention.right()) {
      parts.add(WRONG + "attention by group, off by " + attention.error());
    }
    if (attention.slower()) {
      parts.add("attention by group is not used because plain is faster here");
    }
    for (WeightForm form : check.slow()) {
      parts.add(
          form.label()
              + (form.whereSlower().isEmpty()
                  ? " is slower than plain here, used to save memory"
                  : " is not used because plain is faster here"));
    }
    if (!parts.isEmpty()) {
      LOG.warn("{} (processor: {})", String.join("; ", parts), Processor.name());
    }
  }

  /** The forms in which the layers run, once the weights are loaded. */
  List<String> used() {
    return used;
  }

  /** What looking took, once the weights are loaded. */
  CheckTime checkTime() {
    return checkTime;
  }
}
