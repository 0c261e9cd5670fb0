package io.framewise.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.testing.RenderedPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script ./framewise in a checkout of its own, with a Java and a Maven that only speak. */
class LauncherTest {

  private static final Instant BUILT = Instant.parse("2026-11-21T12:00:00Z");
  private static final Path ROOT = RenderedPage.root();

  @TempDir private Path checkout;

  private record Run(int code, String out) {}

  @BeforeEach
  void makeCheckout() throws IOException {
    for (String name : List.of("framewise", "pom.xml", "config/framewise.yaml")) {
      copy(name);
    }
    copy("lab/src/help/framewise.txt");
    copy("lab/src/help/framewise-demo.txt");
    write("schemas/pom.xml", "<project/>");
    write("schemas/src/main/Some.java", "class Some {}");
    script(
        "bin/java",
        "case \"$*\" in *XshowSettings*) echo '    java.specification.version = 17' >&2 ;;"
            + " *) printf 'java %s\\n' \"$@\" ;; esac");
    script("bin/mvn", "echo maven was called; exit 1");
  }

  @Test
  void shouldShowHelpAndVersionWhileNothingIsBuilt() throws Exception {
    String help = Files.readString(ROOT.resolve("lab/src/help/framewise.txt"));
    for (String[] words : new String[][] {{}, {"--help"}, {"-h"}, {"help"}}) {
      assertThat(run(words)).isEqualTo(new Run(0, help));
    }
    String demo = Files.readString(ROOT.resolve("lab/src/help/framewise-demo.txt"));
    assertThat(run("demo", "--help")).isEqualTo(new Run(0, demo));
    assertThat(run("help", "demo")).isEqualTo(new Run(0, demo));
    assertThat(run("--version").out()).matches("framewise 0\\.\\S+, not built yet\\n");
  }

  @Test
  void shouldBuildForEverythingElse() throws Exception {
    for (String[] words :
        new String[][] {{"demo"}, {"nonsense", "--help"}, {"demo", "--port", "1", "--help"}}) {
      assertThat(run(words).code()).isEqualTo(2);
      assertThat(Files.readString(checkout.resolve("target/build.log")))
          .contains("maven was called");
      Files.delete(checkout.resolve("target/build.log"));
    }
  }

  @Test
  void shouldRunWhatIsBuiltWithTheSettingsAsTheyStand() throws Exception {
    build();
    write("config/framewise.yaml", "streams: {threads: 2}"); // newer than what was built

    Run run = run("demo", "--port", "0");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "java -XX:+ExitOnOutOfMemoryError\n",
            "java -Dframewise.settings=" + checkout.toRealPath() + "/config/framewise.yaml\n",
            "java io.framewise.standalone.FramewiseCommand\njava demo\njava --port\njava 0\n");
    assertThat(run("--help").out()).contains("java --help");
    assertThat(checkout.resolve("target/build.log")).doesNotExist();
  }

  @Test
  void shouldBuildAgainWhenASourceIsNewer() throws Exception {
    build();
    write("schemas/target/classes/Moved.class", "of a source that is not there any more");
    write("schemas/src/main/Some.java", "class Some { }");

    assertThat(run("demo").code()).isEqualTo(2);
    assertThat(checkout.resolve("target/build.log")).exists();
    assertThat(checkout.resolve("schemas/target/classes")).doesNotExist();
  }

  /** What a build leaves behind, newer than every source. */
  private void build() throws IOException {
    String jar = checkout.toRealPath() + "/schemas/target/schemas.jar";
    write("schemas/target/schemas.jar", "");
    write("lab/target/lab-1.jar", "");
    write("standalone/target/registry/x-runner.jar", "");
    write("lab/target/classpath", jar);
    for (String source :
        List.of("pom.xml", "schemas/pom.xml", "schemas/src/main", "schemas/src/main/Some.java")) {
      Files.setLastModifiedTime(checkout.resolve(source), FileTime.from(BUILT.minusSeconds(60)));
    }
    Files.setLastModifiedTime(checkout.resolve("lab/target/classpath"), FileTime.from(BUILT));
  }

  private Run run(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("bash", checkout.resolve("framewise").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_HOME");
    builder.environment().remove("JAVA_OPTS");
    builder.environment().put("PATH", checkout.resolve("bin") + ":/usr/bin:/bin");
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out);
  }

  private void copy(String name) throws IOException {
    Path target = checkout.resolve(name);
    Files.createDirectories(target.getParent());
    Files.copy(ROOT.resolve(name), target, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private void write(String name, String text) throws IOException {
    Path file = checkout.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void script(String name, String text) throws IOException {
    write(name, "#!/bin/bash\n" + text + "\n");
    Files.setPosixFilePermissions(
        checkout.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
