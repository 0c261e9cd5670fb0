package io.framewise.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the alert rules and the dashboard in config/ ask Prometheus for. */
public final class AskedMeters {

  private static final List<String> FILES =
      List.of("config/prometheus/framewise-rules.yaml", "config/grafana/framewise.json");

  /** What is no meter: texts, label matchers, ranges, variables, and the labels of groupings. */
  private static final Pattern OTHER =
      Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\$\\w+|\\b(by|without|on)\\s*\\([^)]*\\)");

  private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Set<String> FUNCTIONS =
      Set.of("histogram_quantile", "max_over_time", "label_values");

  private AskedMeters() {}

  /** All expressions, in PromQL. */
  public static List<String> expressions() {
    List<String> all = new ArrayList<>();
    for (String file : FILES) {
      JsonNode tree = read(file);
      all.addAll(tree.findValuesAsText("expr"));
      tree.path("templating").path("list").findValues("query").stream()
          .map(query -> query.path("query").asText())
          .filter(query -> query.startsWith("label_values"))
          .map(query -> query.replaceAll(",\\s*\\w+", ""))
          .forEach(all::add);
    }
    return all;
  }

  /** Names that rules give to what they record. */
  public static Set<String> recorded() {
    return new TreeSet<>(read(FILES.get(0)).findValuesAsText("record"));
  }

  /** The names of all meters that are asked for, as Prometheus writes them. */
  public static Set<String> names() {
    Set<String> recorded = recorded();
    return expressions().stream()
        .map(expression -> OTHER.matcher(expression).replaceAll(" "))
        .flatMap(expression -> WORD.matcher(expression).results().map(MatchResult::group))
        .filter(word -> word.contains("_") || word.contains(":"))
        .filter(word -> !FUNCTIONS.contains(word) && !recorded.contains(word))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those of them that begin with one of some prefixes. */
  public static List<String> names(String... prefixes) {
    return names().stream().filter(name -> begins(name, prefixes)).toList();
  }

  /** The names out of {@code names} that are no meter of what was scraped. */
  public static List<String> missing(List<String> names, String scraped) {
    return names.stream()
        .filter(
            name ->
                scraped
                    .lines()
                    .noneMatch(line -> line.startsWith(name + "{") || line.startsWith(name + " ")))
        .toList();
  }

  private static boolean begins(String name, String... prefixes) {
    return List.of(prefixes).stream().anyMatch(name::startsWith);
  }

  private static JsonNode read(String file) {
    try {
      Path path = RenderedPage.root().resolve(file);
      return new YAMLMapper().readTree(path.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
