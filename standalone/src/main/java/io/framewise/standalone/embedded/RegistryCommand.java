package io.framewise.standalone.embedded;

import io.framewise.platform.lifecycle.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** The command line of the schema registry's JVM. */
final class RegistryCommand {

  private RegistryCommand() {}

  static List<String> of(Path runnerJar, Path directory, Path temporary, int port)
      throws IOException, URISyntaxException {
    String classPath = runnerJar.toAbsolutePath() + File.pathSeparator + ownClasses();
    return List.of(
        ProcessHandle.current().info().command().orElse("java"),
        "-Xmx256m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Djava.io.tmpdir=" + temporary.toAbsolutePath(),
        "-Dquarkus.http.host=127.0.0.1",
        "-Dquarkus.http.port=" + port,
        "-Dquarkus.datasource.jdbc.url=" + database(directory),
        "-Dquarkus.datasource.jdbc.initial-size=2",
        "-Dquarkus.datasource.jdbc.min-size=2",
        "-cp",
        classPath,
        ChildProcess.class.getName(),
        mainClass(runnerJar));
  }

  /** A file in place of memory; written at each commit, as ids are in records from then on. */
  private static String database(Path directory) {
    return "jdbc:h2:file:" + directory.resolve("schemas").toAbsolutePath() + ";WRITE_DELAY=0";
  }

  private static Path ownClasses() throws URISyntaxException {
    return Path.of(ChildProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String mainClass(Path runnerJar) throws IOException {
    try (JarFile jar = new JarFile(runnerJar.toFile())) {
      return jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    }
  }
}
