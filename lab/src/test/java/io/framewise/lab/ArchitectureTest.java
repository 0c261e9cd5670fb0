package io.framewise.lab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house as architecture.txt draws it, and what no class of it may do. */
class ArchitectureTest {

  private static final String OURS = "io.framewise.";
  private static final String RECORDS = "io.framewise.contract.avro";
  private static final String STATE_RECORDS = "io.framewise.streams.state";
  private static final String EXIT = "io.framewise.platform.lifecycle.CommandRunner";
  private static final Map<String, String> MODULES =
      Map.of("contract", "schemas", "streams", "streams-app", "model", "model-runtime");

  private static JavaClasses classes;

  /** Each module, and the modules that it may use. */
  private final Map<String, Set<String>> modules = new TreeMap<>();

  /** Each package, and the packages that it uses. */
  private final Map<String, Set<String>> arrows = new TreeMap<>();

  @BeforeAll
  static void read() {
    // The names of what our classes use are enough; reading the libraries themselves takes long.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.framewise");
  }

  ArchitectureTest() throws IOException {
    try (InputStream text = ArchitectureTest.class.getResourceAsStream("/architecture.txt")) {
      new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(this::take);
    }
  }

  private void take(String line) {
    if (line.startsWith("  ")) {
      String[] arrow = line.trim().split(" ->", 2);
      arrows.put(arrow[0], words(arrow[1]));
    } else if (line.contains(":") && !line.startsWith("#")) {
      String[] rule = line.split(":", 2);
      modules.put(rule[0], words(rule[1]));
    }
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.trim().split(" +"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shouldHaveTheArrowsOfTheDiagramAndNoOthers() {
    Map<String, Set<String>> found = new TreeMap<>();
    for (JavaClass one : classes) {
      if (isDrawn(one)) {
        Set<String> used = found.computeIfAbsent(name(one), key -> new TreeSet<>());
        one.getDirectDependenciesFromSelf().stream()
            .map(Dependency::getTargetClass)
            .map(JavaClass::getBaseComponentType)
            .filter(ArchitectureTest::isDrawn)
            .map(ArchitectureTest::name)
            .filter(target -> !target.equals(name(one)))
            .forEach(used::add);
      }
    }

    assertThat(lines(found)).containsExactlyElementsOf(lines(arrows));
  }

  private static boolean isDrawn(JavaClass one) {
    String home = one.getPackageName();
    return home.startsWith(OURS) && !home.equals(RECORDS) && !home.equals(STATE_RECORDS);
  }

  private static String name(JavaClass one) {
    return one.getPackageName().substring(OURS.length());
  }

  private static List<String> lines(Map<String, Set<String>> drawn) {
    return drawn.entrySet().stream()
        .flatMap(from -> from.getValue().stream().map(to -> from.getKey() + " -> " + to))
        .toList();
  }

  @Test
  void shouldHaveEachModuleUseOnlyWhatItsRoleAllows() {
    arrows.forEach(
        (from, all) ->
            all.forEach(
                to -> {
                  if (!module(from).equals(module(to))) {
                    assertThat(modules.get(module(from)))
                        .as(from + " -> " + to)
                        .contains(module(to));
                  }
                }));
  }

  private static String module(String pack) {
    String first = pack.split("\\.", 2)[0];
    return MODULES.getOrDefault(first, first);
  }

  @Test
  void shouldHaveOneHomeForEachLibrary() {
    onlyIn("ai.djl..", "io.framewise.model..");
    // The samples draw a video too.
    onlyIn("org.bytedeco..", "io.framewise.connectors..", "io.framewise.standalone.samples..");
    onlyIn("org.apache.kafka.streams..", "io.framewise.streams..");
    onlyIn(
        "io.vertx..",
        "io.framewise.streams.api..",
        "io.framewise.connectors.push..",
        "io.framewise.connectors.mqtt..",
        "io.framewise.model.openai..",
        "io.framewise.lab.query..");
    onlyIn("org.apache.flink..", "io.framewise.contract.serde..");
  }

  private static void onlyIn(String library, String... homes) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(homes)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library),
        "one place for each library");
  }

  @Test
  void shouldHaveNoCircles() {
    for (String root : List.of("contract", "platform", "connectors", "streams", "model", "admin")) {
      check(
          slices().matching(OURS + root + ".(*)..").should().beFreeOfCycles(),
          "packages build on each other in one direction");
    }
  }

  @Test
  void shouldBehave() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(EXIT)
            .should()
            .callMethod(System.class, "exit", int.class),
        "CommandRunner ends the process, nobody else");
    check(
        noClasses().should().callMethod(Throwable.class, "printStackTrace"),
        "log it, or hand it on");
    check(
        noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."),
        "slf4j is the one way to log");
  }

  private static void check(ArchRule rule, String reason) {
    rule.because(reason).check(classes);
  }
}
