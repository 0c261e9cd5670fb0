package io.framewise.model.internvl;

import io.framewise.contract.UserError;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the network runs: on the CPU, on one GPU, or on several that share the layers.
 *
 * @param names as libtorch writes them, the first has the vision tower
 */
public record Devices(List<String> names) {

  /** The processor. */
  static final String CPU = "cpu";

  private static final Pattern GPU = Pattern.compile("cuda:(\\d{1,2})");

  /** Copies the names. */
  public Devices {
    names = List.copyOf(names);
  }

  /**
   * Reads {@code cpu}, {@code cuda:0} or {@code cuda:0,cuda:1}.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Devices parse(String text) {
    List<String> names = Stream.of(text.split(",", -1)).map(String::strip).toList();
    boolean cpu = names.equals(List.of(CPU));
    boolean gpus = names.stream().allMatch(name -> GPU.matcher(name).matches());
    if (!cpu && !gpus) {
      throw new IllegalArgumentException(
          "device must be cpu, cuda:N or a list such as cuda:0,cuda:1, is '" + text + "'");
    }
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException("device names the same GPU twice: '" + text + "'");
    }
    return new Devices(names);
  }

  /** Whether all runs on the processor. */
  public boolean onCpu() {
    return names.equals(List.of(CPU));
  }

  /**
   * Fails when a GPU is not there.
   *
   * @param gpus how many DJL sees
   */
  void checkPresent(int gpus) {
    for (String name : names) {
      Matcher gpu = GPU.matcher(name);
      if (gpu.matches() && Integer.parseInt(gpu.group(1)) >= gpus) {
        throw new UserError(
            name + " is not there: DJL sees " + gpus + " GPUs",
            "take device cpu, or install libtorch with CUDA and point PYTORCH_LIBRARY_PATH to it");
      }
    }
  }
}
