package io.framewise.model.internvl;

/**
 * How the network computes.
 *
 * @param type number type
 * @param quantization of linear layers
 * @param devices where
 * @param threads of one operation; 0 leaves it to libtorch, or is 1 for a model too small to gain
 */
public record ComputeOptions(
    ComputeType type, Quantization quantization, Devices devices, int threads) {

  /** In one number type on the CPU. */
  public static ComputeOptions onCpu(ComputeType type, int threads) {
    return new ComputeOptions(type, Quantization.NONE, Devices.parse("cpu"), threads);
  }
}
