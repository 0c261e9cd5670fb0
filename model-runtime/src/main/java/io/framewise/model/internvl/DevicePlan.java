package io.framewise.model.internvl;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which device has which weight, by the rule of InternVL's model cards: each device gets as many
 * layers of the language model in turn, the first half as many, because it has the vision tower,
 * the embedding, the final norm and the head too. It also has the last layer, so that the way ends
 * where the head is.
 */
final class DevicePlan {

  private static final Pattern LAYER = Pattern.compile("language_model\\.layers\\.(\\d+)\\..*");

  private final List<String> devices;
  private final int layers;
  private final int each;
  private final int first;

  DevicePlan(Devices devices, int layers) {
    this.devices = devices.names();
    this.layers = layers;
    each = (int) Math.ceil(layers / (this.devices.size() - 0.5));
    first = (int) Math.ceil(each * 0.5);
  }

  /** The device of a weight, by its internal name. */
  String of(String tensor) {
    Matcher layer = LAYER.matcher(tensor);
    return devices.get(layer.matches() ? ofLayer(Integer.parseInt(layer.group(1))) : 0);
  }

  private int ofLayer(int layer) {
    if (devices.size() == 1 || layer < first || layer == layers - 1) {
      return 0;
    }
    return Math.min(1 + (layer - first) / each, devices.size() - 1);
  }
}
