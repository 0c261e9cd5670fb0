package io.framewise.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The module table of docs/architecture.md as rules. Each module's ArchitectureTest names what it
 * must not import.
 */
public final class ModuleRules {

  public static final String CONNECTORS = "io.framewise.connectors..";
  public static final String STREAMS_APP = "io.framewise.streams..";
  public static final String MODEL_RUNTIME = "io.framewise.model..";
  public static final String STANDALONE = "io.framewise.standalone..";
  public static final String DJL = "ai.djl..";
  public static final String JAVACV = "org.bytedeco..";
  public static final String KAFKA_STREAMS = "org.apache.kafka.streams..";
  public static final String VERTX = "io.vertx..";
  public static final String REGISTRY_CLIENT = "org.apache.flink..";

  private static final String EXIT = "io.framewise.platform.lifecycle.CommandRunner";

  private final JavaClasses classes;
  private final String root;

  /** The production classes below {@code root}, such as {@code io.framewise.streams}. */
  public ModuleRules(String root) {
    this.root = root;
    // The names of what our classes use are enough; reading the libraries themselves takes long.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    this.classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(root);
  }

  /** Fails when a class of the module uses one of these packages. */
  public ModuleRules neverUses(String... packages) {
    check(
        noClasses()
            .that()
            .resideInAPackage(root + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages),
        "the deployables meet only in Kafka, and each library has one home: docs/architecture.md");
    return this;
  }

  /** Fails when a class outside {@code home} uses {@code library}. */
  public ModuleRules usesOnlyIn(String library, String... home) {
    check(
        noClasses()
            .that()
            .resideInAPackage(root + "..")
            .and()
            .resideOutsideOfPackages(home)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library),
        "one place for each library");
    return this;
  }

  /** Fails when packages depend on each other in a circle. */
  public ModuleRules hasNoCircles() {
    check(
        slices().matching(root + ".(*)..").should().beFreeOfCycles(),
        "packages build on each other in one direction");
    return this;
  }

  /** Fails on what no class may do: print traces, end the process, use java.util.logging. */
  public ModuleRules behaves() {
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
    return this;
  }

  private void check(ArchRule rule, String reason) {
    rule.because(reason).allowEmptyShould(true).check(classes);
  }
}
