package io.framewise.model.internvl;

import io.framewise.contract.UserError;
import io.framewise.model.checkpoint.StoredTensor;

/**
 * Which form and device each weight gets.
 *
 * @param type number type of what is not quantized
 * @param quantization of the linear layers
 * @param packs whether oneDNN can compute with packed weights
 * @param devices which device has which weight
 */
record WeightPlan(ComputeType type, Quantization quantization, boolean packs, DevicePlan devices) {

  /** Not there where the embedding is the head too. */
  static final String HEAD = "lm_head.weight";

  /**
   * The form of a tensor.
   *
   * @throws UserError when it cannot be quantized as wished
   */
  WeightForm form(String name, StoredTensor tensor) {
    if (!linear(name, tensor)) {
      return WeightForm.PLAIN;
    }
    return switch (quantization) {
      case NONE -> whole(tensor);
      case INT8 -> name.equals(JoinedProjections.KERNELS) ? whole(tensor) : int8(type, packs);
      case INT4 -> int4(name, tensor);
    };
  }

  private WeightForm int4(String name, StoredTensor tensor) {
    if (name.equals(HEAD)) {
      return int8(type, packs);
    }
    if (!name.startsWith("language_model.")) {
      return whole(tensor);
    }
    checkGroups(name, tensor);
    return WeightForm.INT4;
  }

  /**
   * How eight bits are multiplied. oneDNN gives products in bfloat16 where it does not compute in
   * it too, hundreds of times as slowly.
   *
   * @param onednn whether oneDNN computes in this type here
   */
  static WeightForm int8(ComputeType type, boolean onednn) {
    return onednn || type != ComputeType.BFLOAT16 ? WeightForm.INT8 : WeightForm.INT8_WEIGHTS;
  }

  private WeightForm whole(StoredTensor tensor) {
    return packs ? packed(tensor) : WeightForm.PLAIN;
  }

  private static WeightForm packed(StoredTensor tensor) {
    boolean whole = tensor.shape().get(0) % WeightForm.PACKED_ROWS == 0;
    return whole ? WeightForm.PACKED : WeightForm.PADDED;
  }

  /** Whether a tensor is the weight of a linear layer. */
  static boolean linear(String name, StoredTensor tensor) {
    return tensor.shape().size() == 2
        && name.endsWith(".weight")
        && !name.endsWith("embed_tokens.weight");
  }

  private static void checkGroups(String name, StoredTensor tensor) {
    for (long length : tensor.shape()) {
      if (length % WeightForm.INT4_GROUP != 0) {
        throw new UserError(
            "int4 needs rows and columns in multiples of "
                + WeightForm.INT4_GROUP
                + ", "
                + name
                + " is "
                + tensor.shape(),
            "take quantize int8");
      }
    }
  }
}
