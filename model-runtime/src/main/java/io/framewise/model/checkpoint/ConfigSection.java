package io.framewise.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewise.contract.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * A part of a checkpoint's JSON file. Nothing is taken for what it is not: a number in quotes, a
 * truth value as a number or a fraction for a count is refused, with the file, the key, what stands
 * there and what is wanted. A key with the value null counts as absent.
 */
public record ConfigSection(Path file, String path, JsonNode node) {

  /** No count of a model comes near; products of two fit a long. */
  private static final int MOST = 1 << 24;

  private static final int LONGEST_SHOWN = 80;

  /** The whole of a file. */
  public static ConfigSection of(Path file) {
    return new ConfigSection(file, "", CheckpointFile.json(file));
  }

  /** A part that must be there. */
  public ConfigSection section(String key) {
    if (!has(key)) {
      throw unusable(key + " is missing");
    }
    if (!node.get(key).isObject()) {
      throw wrong(key, "an object");
    }
    return new ConfigSection(file, path + key + ".", node.get(key));
  }

  /** Whether the key has a value. */
  public boolean has(String key) {
    return node.hasNonNull(key);
  }

  /** A count that must be there. */
  public int number(String key) {
    if (!has(key)) {
      throw unusable(key + " is missing");
    }
    return whole(key, node.get(key), 1);
  }

  int number(String key, int absent) {
    return has(key) ? number(key) : absent;
  }

  /** A count that stands alone, or as a list of equal ones such as the sides of a picture. */
  int side(String key, int absent) {
    return has(key) ? whole(key, first(key), 1) : absent;
  }

  /** A whole number of either sign, or a list with equal ones. */
  int integer(String key, int absent) {
    return has(key) ? whole(key, first(key), -MOST) : absent;
  }

  /** Fails unless the value is absent or a list of nothing but this text. */
  void onlyListed(String key, String supported) {
    if (has(key)) {
      for (JsonNode value : node.get(key)) {
        if (!value.isTextual() || !value.asText().equals(supported)) {
          throw unusable(key + " holds " + value.asText() + ", supported is " + supported);
        }
      }
      if (!node.get(key).isArray()) {
        throw wrong(key, "a list of texts");
      }
    }
  }

  private int whole(String key, JsonNode value, int least) {
    boolean fits = value.isIntegralNumber() && value.canConvertToInt();
    if (!fits || value.asInt() < least || value.asInt() > MOST) {
      throw wrong(
          key, (least > 0 ? "a whole number above 0" : "a whole number") + " of at most " + MOST);
    }
    return value.asInt();
  }

  /** A number above 0. */
  public OptionalDouble real(String key) {
    if (!has(key)) {
      return OptionalDouble.empty();
    }
    double value = node.get(key).asDouble();
    if (!node.get(key).isNumber() || !(value > 0) || Double.isInfinite(value)) {
      throw wrong(key, "a number above 0");
    }
    return OptionalDouble.of(value);
  }

  double real(String key, double absent) {
    return real(key).orElse(absent);
  }

  /** A text. */
  public String text(String key, String absent) {
    if (has(key) && !node.get(key).isTextual()) {
      throw wrong(key, "a text");
    }
    return has(key) ? node.get(key).asText() : absent;
  }

  /** A truth value; false where it is absent. */
  public boolean flag(String key) {
    if (has(key) && !node.get(key).isBoolean()) {
      throw wrong(key, "true or false");
    }
    return node.path(key).asBoolean(false);
  }

  /** Fails unless the value is absent or one of those that the program computes. */
  public void only(String key, Set<String> supported) {
    if (has(key) && !supported.contains(text(key, ""))) {
      throw unusable(key + " is " + text(key, "") + ", supported is " + new TreeSet<>(supported));
    }
  }

  /** Fails unless the value is absent or this number. */
  public void only(String key, double supported) {
    if (has(key) && (!node.get(key).isNumber() || node.get(key).asDouble() != supported)) {
      String wanted =
          supported == Math.rint(supported) ? "%.0f".formatted(supported) : "" + supported;
      throw unusable(key + " is " + shown(node.get(key)) + ", supported is " + wanted);
    }
  }

  /** Fails unless the value is absent or this one. */
  public void only(String key, boolean supported) {
    if (has(key) && flag(key) != supported) {
      throw unusable(key + " is " + !supported + ", supported is " + supported);
    }
  }

  /** The error of a value of another kind than is wanted. */
  public UserError wrong(String key, String wanted) {
    return unusable(key + " is " + shown(node.path(key)) + ", wanted is " + wanted);
  }

  /** The error of a file that says something which is not computed. */
  public UserError unusable(String why) {
    return unusable(why, "give an InternVL3.5, InternVL3 or InternVL2.5 checkpoint directory");
  }

  /** The same with a way out of its own. */
  UserError unusable(String why, String wayOut) {
    return new UserError(file + ": " + path + why, wayOut);
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  /** The value; of a list of equal ones one of them. */
  private JsonNode first(String key) {
    JsonNode value = node.path(key);
    for (JsonNode other : value.isArray() ? value : List.<JsonNode>of()) {
      if (!other.equals(value.path(0))) {
        throw unusable(key + " is " + shown(value) + ", only equal numbers are supported");
      }
    }
    return value.isArray() ? value.path(0) : value;
  }
}
