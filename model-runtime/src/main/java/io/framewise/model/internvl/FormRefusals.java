package io.framewise.model.internvl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which forms are not used, for which weights, and why. */
final class FormRefusals {

  /** By how much a product is off, and what is rounding. */
  record Reason(double error, double bound) {

    Reason worse(Reason other) {
      return new Reason(Math.max(error, other.error), bound);
    }

    @Override
    public String toString() {
      String off =
          Double.isInfinite(error)
              ? "it fails"
              : String.format(Locale.ROOT, "off by %.2g of the usual size", error);
      return off + ", allowed is " + bound;
    }
  }

  private record Refusal(String example, int weights, Reason reason) {}

  private final Map<String, Refusal> refusals = new LinkedHashMap<>();

  /** A weight's form computes wrong numbers. */
  void add(String form, String weight, List<Long> shape, Reason reason) {
    Refusal first = new Refusal(weight + " " + shape, 1, reason);
    refusals.merge(
        form,
        first,
        (old, more) ->
            new Refusal(old.example(), old.weights() + 1, old.reason().worse(more.reason())));
  }

  /** One line, empty where nothing was refused. */
  String line() {
    List<String> parts = new ArrayList<>();
    refusals.forEach((form, refusal) -> parts.add(part(form, refusal)));
    return String.join("; ", parts);
  }

  private static String part(String form, Refusal refusal) {
    return "%s of %s%s: %s"
        .formatted(
            form,
            refusal.example(),
            refusal.weights() == 1 ? "" : " and " + (refusal.weights() - 1) + " more",
            refusal.reason());
  }
}
