package io.framewise.model.doctor;

import io.framewise.model.internvl.FormFinding;
import io.framewise.model.internvl.FormFinding.Verdict;
import io.framewise.model.internvl.FormSpeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What the examination of a machine came to, for people and for programs. */
final class DoctorReport {

  private static final String ROW = "%-9s %-19s %-13s %-12s %9s %9s %10s %10s %10s %10s";
  private static final double MICROS = 1000;

  private DoctorReport() {}

  /** A table and what follows from it. */
  static String table(String processor, List<FormFinding> findings) {
    List<String> lines = new ArrayList<>();
    lines.add("processor: " + processor);
    lines.add("");
    lines.add(
        ROW.formatted(
            "type",
            "form",
            "tried with",
            "verdict",
            "off by",
            "allowed",
            "1 row us",
            "plain us",
            "17 rows us",
            "plain us"));
    findings.forEach(finding -> lines.add(row(finding)));
    lines.add("");
    lines.add(conclusion(findings));
    return String.join(System.lineSeparator(), lines);
  }

  private static String row(FormFinding finding) {
    return ROW.formatted(
        lower(finding.type()),
        finding.form(),
        finding.shape(),
        word(finding.verdict()),
        error(finding.error()),
        error(finding.bound()),
        micros(finding, FormSpeed::oneRow),
        micros(finding, FormSpeed::plainOneRow),
        micros(finding, FormSpeed::someRows),
        micros(finding, FormSpeed::plainSomeRows));
  }

  private static String error(double error) {
    return Double.isFinite(error) ? String.format(Locale.ROOT, "%.1e", error) : "-";
  }

  private static String micros(FormFinding finding, ToLongFunction<FormSpeed> time) {
    return finding
        .speed()
        .map(speed -> String.format(Locale.ROOT, "%.0f", time.applyAsLong(speed) / MICROS))
        .orElse("-");
  }

  private static String conclusion(List<FormFinding> findings) {
    String wrong =
        findings.stream()
            .filter(DoctorReport::errs)
            .map(
                finding ->
                    lower(finding.type()) + " " + finding.form() + " (" + finding.instead() + ")")
            .collect(Collectors.joining(", "));
    return wrong.isEmpty()
        ? "Every operator that models use here computes right."
        : "Not used here, but what stands in brackets: " + wrong + ".";
  }

  private static boolean errs(FormFinding finding) {
    return finding.verdict() == Verdict.WRONG || finding.verdict() == Verdict.FAILS;
  }

  /** The same as plain data. */
  static Map<String, Object> object(String processor, List<FormFinding> findings) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("processor", processor);
    object.put("forms", findings.stream().map(DoctorReport::object).toList());
    return object;
  }

  private static Map<String, Object> object(FormFinding finding) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", lower(finding.type()));
    object.put("form", finding.form());
    object.put("tried_with", finding.shape());
    object.put("verdict", lower(finding.verdict()));
    if (Double.isFinite(finding.error())) {
      object.put("error", finding.error());
    }
    object.put("allowed", finding.bound());
    if (errs(finding) || finding.verdict() == Verdict.NOT_OFFERED) {
      object.put("instead", finding.instead());
    }
    finding
        .speed()
        .ifPresent(
            speed -> {
              object.put("one_row_us", speed.oneRow() / MICROS);
              object.put("one_row_plain_us", speed.plainOneRow() / MICROS);
              object.put("rows_17_us", speed.someRows() / MICROS);
              object.put("rows_17_plain_us", speed.plainSomeRows() / MICROS);
            });
    return object;
  }

  private static String word(Verdict verdict) {
    return lower(verdict).replace('_', ' ');
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
