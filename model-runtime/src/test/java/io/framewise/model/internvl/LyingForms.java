package io.framewise.model.internvl;

import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.Checkpoint;
import java.util.List;

/** Faults of a processor's operators, put into the program's text where it calls them. */
public enum LyingForms {
  /** Each row's product in the place of the next one. */
  PACKED_IN_ANOTHER_ORDER(
      "_reorder_linear_weight(wide)",
      "_reorder_linear_weight(torch.roll(wide, [int(torch.eq(form, \"packed\"))], [0]))"),
  /** One row of each packed weight is lost. */
  PACKED_WITH_A_WRONG_ROW(
      "_reorder_linear_weight(wide)",
      "_reorder_linear_weight(torch.index_fill(wide, 0,"
          + " torch.arange(5, torch.add(5, int(torch.eq(form, \"packed\")))), 0))"),
  /** About every second weight of a shape is packed in another order, by its first number. */
  PACKED_WRONG_NOW_AND_THEN(
      "_reorder_linear_weight(wide)",
      "_reorder_linear_weight(torch.roll(wide,"
          + " [int(torch.lt(torch.select(torch.flatten(wide), 0, 0), 0))], [0]))"),
  /** The last block of columns is lost. */
  PACKED_WITHOUT_THE_LAST_COLUMNS(
      "_reorder_linear_weight(wide)",
      "_reorder_linear_weight(torch.cat([torch.narrow(wide, 1, 0,"
          + " torch.sub(torch.size(wide, 1), 64)), torch.mul(torch.narrow(wide, 1, 0, 64), 0)], 1))"),
  /** In about every second weight of a shape, what follows the first 64 columns is shifted. */
  PACKED_WITH_SHIFTED_COLUMNS_NOW_AND_THEN(
      "_reorder_linear_weight(wide)",
      "_reorder_linear_weight(torch.cat([torch.narrow(wide, 1, 0, 64),"
          + " torch.roll(torch.narrow(wide, 1, 64, torch.sub(torch.size(wide, 1), 64)),"
          + " [torch.mul(32, int(torch.lt(torch.select(torch.flatten(wide), 0, 0), 0)))], [1])], 1))"),
  /** The product with one row is right, that with several is not. */
  PACKED_WRONG_FOR_SEVERAL_ROWS(
      "y = self.onednn_linear(x, w[name + \".packed\"], bias)",
      "y = torch.mul(self.onednn_linear(x, w[name + \".packed\"], bias),"
          + " torch.pow(1.5, int(torch.gt(torch.size(x, -2), 1))))"),
  /** One row of each weight whose rows are filled up is lost; that of a letter, in the head. */
  PADDED_WITH_A_WRONG_ROW(
      "_reorder_linear_weight(wide)",
      "_reorder_linear_weight(torch.index_fill(wide, 0,"
          + " torch.arange(65, torch.add(65, int(torch.eq(form, \"padded\")))), 0))"),
  /** oneDNN cannot pack at all. */
  PACKING_FAILS("_reorder_linear_weight(wide)", "_reorder_linear_weight(torch.flatten(wide))"),
  /** Each column of the product in the place of the next one. */
  INT8_OPERATOR(
      "some = self.int8_product(steps[0], weight, scales, zeros, x.dtype)",
      "some = torch.roll(self.int8_product(steps[0], weight, scales, zeros, x.dtype), [1], [1])"),
  /** There is no such operator. */
  INT8_FAILS("qlinear_pointwise(steps, ", "qlinear_pointwise(torch.to(steps, 6), "),
  /** The last block of columns is lost. */
  INT8_LOSES_COLUMNS(
      "qlinear_prepack(steps[0], ",
      "qlinear_prepack(torch.cat([torch.narrow(steps[0], 1, 0, torch.sub(torch.size(steps[0], 1),"
          + " 64)), torch.mul(torch.narrow(steps[0], 1, 0, 64), 0)], 1), "),
  /** All rows of input get the scale of the first. */
  INT8_WITH_ONE_SCALE(
      "scale = torch.to(steps[1], some.dtype)",
      "scale = torch.to(torch.narrow(steps[1], 0, 0, 1), some.dtype)"),
  /** There are neither oneDNN's operator nor the one for few rows. */
  INT8_FAILS_IN_EACH_WAY(
      "qlinear_pointwise(steps, ",
      "qlinear_pointwise(torch.to(steps, 6), ",
      "torch._weight_int8pack_mm(rows, weight, scales)",
      "torch._weight_int8pack_mm(torch.flatten(rows), weight, scales)"),
  /** The operator for few rows. */
  INT8_WEIGHTS_OPERATOR(
      "torch._weight_int8pack_mm(rows, weight, scales)",
      "torch.roll(torch._weight_int8pack_mm(rows, weight, scales), [1], [1])"),
  /** There is no such operator. */
  INT8_WEIGHTS_FAIL(
      "torch._weight_int8pack_mm(rows, weight, scales)",
      "torch._weight_int8pack_mm(torch.flatten(rows), weight, scales)"),
  /** The operator for few rows. */
  INT4_OPERATOR(
      "torch._weight_int4pack_mm_for_cpu(rows, weight, 64, scales_and_zeros)",
      "torch.mul(torch._weight_int4pack_mm_for_cpu(rows, weight, 64, scales_and_zeros), 1.5)"),
  /** There is no such operator. */
  INT4_FAILS(
      "torch._weight_int4pack_mm_for_cpu(rows, weight, 64, scales_and_zeros)",
      "torch._weight_int4pack_mm_for_cpu(torch.flatten(rows), weight, 64, scales_and_zeros)"),
  /** What four bits are unpacked to for many rows stands one row further on. */
  INT4_UNPACKED_IN_ANOTHER_ORDER(
      "return torch.view(torch.to(wide, scales_and_zeros.dtype), [rows, columns])",
      "return torch.roll(torch.view(torch.to(wide, scales_and_zeros.dtype), [rows, columns]),"
          + " [1], [0])"),
  /** The product with weights that were widened for it. */
  WIDENED_PRODUCT(
      "y = self.dense_linear(x, weight)", "y = torch.mul(self.dense_linear(x, weight), 1.5)"),
  /** The scores of attention by group are scaled wrongly. */
  ATTENTION("torch.pow(float(width), -0.5)", "torch.pow(float(width), -0.1)"),
  /** What attention by group gives is a little too large. */
  ATTENTION_TOO_LARGE("torch.view(mixed, ", "torch.view(torch.mul(mixed, 1.1), "),
  /** Only the queries that go first are right. */
  ATTENTION_OF_LATER_QUERIES(
      "torch.view(mixed, ",
      "torch.view(torch.mul(mixed, torch.pow(1.5, int(torch.gt(first, 0)))), "),
  /** Only the first of several looks is right. */
  ATTENTION_OF_LATER_LOOKS(
      "torch.view(mixed, ", "torch.view(torch.mul(mixed, torch.pow(1.5, int(torch.gt(row, 0)))), "),
  /** Only what sees nothing that comes after it is right. */
  ATTENTION_OF_PICTURES(
      "torch.view(mixed, ",
      "torch.view(torch.mul(mixed, torch.pow(1.5, torch.sub(1, int(causal)))), ");

  private final String right;
  private final String wrong;
  private final String alsoRight;
  private final String alsoWrong;

  LyingForms(String right, String wrong) {
    this(right, wrong, "", "");
  }

  LyingForms(String right, String wrong, String alsoRight, String alsoWrong) {
    this.right = right;
    this.wrong = wrong;
    this.alsoRight = alsoRight;
    this.alsoWrong = alsoWrong;
  }

  private String change(String text) {
    String changed = changed(text, right, wrong);
    return alsoRight.isEmpty() ? changed : changed(changed, alsoRight, alsoWrong);
  }

  private static String changed(String text, String right, String wrong) {
    if (!text.contains(right)) {
      throw new IllegalStateException("the program does not hold " + right);
    }
    return text.replace(right, wrong);
  }

  /** Loads a model on a machine with this fault, where the time of each form is taken. */
  public InternVl load(Checkpoint checkpoint, ComputeOptions options) {
    return InternVl.load(checkpoint, options, new Surroundings(this::change, () -> 0, 1));
  }

  /** The layers of such a machine. */
  Program layers(PtNDManager manager) {
    return Program.load(manager, change(ProgramText.ofLayers()));
  }

  /** Examines a machine with this fault. */
  List<FormFinding> examine(ComputeType type) {
    return FormExamination.run(
        1,
        new Surroundings(this::change, System::nanoTime, Surroundings.LEAST_TIMED),
        List.of(type));
  }
}
