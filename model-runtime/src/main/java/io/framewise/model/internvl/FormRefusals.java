package io.framewise.model.internvl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which forms are not used, for which weights, and why. */
final class FormRefusals {

  private record Refusal(String example, int weights, double error) {}

  private final Map<String, Refusal> refusals = new LinkedHashMap<>();

  /** A weight's form computes numbers that are off by {@code error}. */
  void add(String form, String weight, List<Long> shape, double error) {
    Refusal first = new Refusal(weight + " " + shape, 1, error);
    refusals.merge(
        form,
        first,
        (old, more) ->
            new Refusal(old.example(), old.weights() + 1, Math.max(old.error(), more.error())));
  }

  /** One line, empty where nothing was refused. */
  String line(double bound) {
    List<String> parts = new ArrayList<>();
    refusals.forEach((form, refusal) -> parts.add(part(form, refusal, bound)));
    return String.join("; ", parts);
  }

  private static String part(String form, Refusal refusal, double bound) {
    String error =
        Double.isInfinite(refusal.error())
            ? "it fails"
            : String.format(Locale.ROOT, "off by %.2g of the usual size", refusal.error());
    return "%s of %s%s: %s, allowed is %s"
        .formatted(
            form,
            refusal.example(),
            refusal.weights() == 1 ? "" : " and " + (refusal.weights() - 1) + " more",
            error,
            bound);
  }
}
