package io.framewise.lab.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a measurement came to, side by side with a baseline from the same run.
 *
 * @param name what was measured
 * @param ours our figure
 * @param baseline the other's figure; not a number where nothing was compared
 * @param ratio how many times better ours is: above 1 is better, whichever way the unit counts
 * @param unit of both figures
 * @param details further figures in the order in which they are printed
 */
public record BenchResult(
    String name,
    double ours,
    double baseline,
    double ratio,
    String unit,
    Map<String, Object> details) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double THOUSANDTHS = 1000;

  /** Keeps the order of the details. */
  public BenchResult {
    details = new LinkedHashMap<>(details);
  }

  /** A time: the shorter the better. */
  public static BenchResult ofTime(
      String name, double ours, double baseline, String unit, Map<String, Object> details) {
    return new BenchResult(name, ours, baseline, baseline / ours, unit, details);
  }

  /** A rate: the higher the better. */
  public static BenchResult ofRate(
      String name, double ours, double baseline, String unit, Map<String, Object> details) {
    return new BenchResult(name, ours, baseline, ours / baseline, unit, details);
  }

  /** One line of JSON; what is not a number is null. */
  public String json() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", name);
    line.put("ours", rounded(ours));
    line.put("baseline", rounded(baseline));
    line.put("ratio", rounded(ratio));
    line.put("unit", unit);
    details.forEach(
        (key, value) -> line.put(key, value instanceof Double number ? rounded(number) : value));
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a detail of " + name + " is not plain data", e);
    }
  }

  private static Double rounded(double value) {
    return Double.isFinite(value) ? Math.round(value * THOUSANDTHS) / THOUSANDTHS : null;
  }
}
