package io.framewise.connectors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.framewise.connectors");

  @Test
  void shouldKnowNothingOfTheOtherDeployables() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka.streams..",
            "ai.djl..",
            "io.framewise.streams..",
            "io.framewise.model..",
            "io.framewise.standalone..")
        .check(CLASSES);
  }

  @Test
  void shouldKeepFfmpegInItsPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.framewise.connectors.video")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(CLASSES);
  }

  @Test
  void shouldLetNoSourceKnowOfKafka() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.framewise.connectors.source",
            "io.framewise.connectors.video",
            "io.framewise.connectors.folder",
            "io.framewise.connectors.sampling")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "io.framewise.connectors.publish")
        .check(CLASSES);
  }
}
