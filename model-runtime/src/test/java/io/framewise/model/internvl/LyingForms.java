package io.framewise.model.internvl;

import io.framewise.model.checkpoint.Checkpoint;
import java.util.List;

/** Faults of a processor's operators, put into the program's text where it calls them. */
public enum LyingForms {
  /** Each row's product in the place of the next one. */
  PACKED_IN_ANOTHER_ORDER(
      "_reorder_linear_weight(torch.to(whole, computed))",
      "_reorder_linear_weight(torch.roll(torch.to(whole, computed), [1], [0]))"),
  /** One row of each packed weight is lost. */
  PACKED_WITH_A_WRONG_ROW(
      "_reorder_linear_weight(torch.to(whole, computed))",
      "_reorder_linear_weight("
          + "torch.index_fill(torch.to(whole, computed), 0, torch.arange(5, 6), 0))"),
  /** About every second weight of a shape is packed in another order, by its first number. */
  PACKED_WRONG_NOW_AND_THEN(
      "_reorder_linear_weight(torch.to(whole, computed))",
      "_reorder_linear_weight(torch.roll(torch.to(whole, computed),"
          + " [int(torch.lt(torch.select(torch.flatten(torch.to(whole, 6)), 0, 0), 0))], [0]))"),
  /** One row of each weight whose rows are filled up is lost; that of a letter, in the head. */
  PADDED_WITH_A_WRONG_ROW(
      "_reorder_linear_weight(wide)",
      "_reorder_linear_weight(torch.index_fill(wide, 0, torch.arange(65, 66), 0))"),
  /** oneDNN cannot pack at all. */
  PACKING_FAILS(
      "_reorder_linear_weight(torch.to(whole, computed))",
      "_reorder_linear_weight(torch.flatten(torch.to(whole, computed)))"),
  /** The operator for few rows. */
  INT8_OPERATOR(
      "torch._weight_int8pack_mm(rows, weight, scales)",
      "torch.roll(torch._weight_int8pack_mm(rows, weight, scales), [1], [1])"),
  /** The operator for few rows. */
  INT4_OPERATOR(
      "torch._weight_int4pack_mm_for_cpu(rows, weight, 64, scales_and_zeros)",
      "torch.mul(torch._weight_int4pack_mm_for_cpu(rows, weight, 64, scales_and_zeros), 1.5)"),
  /** The product with weights that were widened for it. */
  WIDENED_PRODUCT(
      "self.onednn_linear(x, weight, annotate(Optional[Tensor], None))",
      "torch.mul(self.onednn_linear(x, weight, annotate(Optional[Tensor], None)), 1.5)"),
  /** The scores of attention by group are scaled wrongly. */
  ATTENTION("torch.pow(float(width), -0.5)", "torch.pow(float(width), -0.1)");

  private final String right;
  private final String wrong;

  LyingForms(String right, String wrong) {
    this.right = right;
    this.wrong = wrong;
  }

  private String change(String text) {
    if (!text.contains(right)) {
      throw new IllegalStateException("the program does not hold " + right);
    }
    return text.replace(right, wrong);
  }

  /** Loads a model on a machine with this fault. */
  public InternVl load(Checkpoint checkpoint, ComputeOptions options) {
    return InternVl.load(checkpoint, options, new Surroundings(this::change, () -> 0));
  }

  /** Examines a machine with this fault, in single precision. */
  List<FormFinding> examine() {
    return FormExamination.run(
        1, new Surroundings(this::change, System::nanoTime), List.of(ComputeType.FLOAT32));
  }
}
