package io.framewise.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A committed page whose content the code knows. The test that owns it fails when the two differ;
 * {@code mvn verify -Ddocs.update} writes the page anew.
 */
public final class RenderedPage {

  private final Path page;

  /** A page at {@code path} below the repository's root. */
  public RenderedPage(String path) {
    this.page = root().resolve(path);
  }

  /** Root of the repository that is being built. */
  public static Path root() {
    String root = System.getProperty("repository.root");
    return root == null || root.isEmpty()
        ? Path.of("..").toAbsolutePath().normalize()
        : Path.of(root);
  }

  /** Fails when the committed page is not {@code rendered}. */
  public void assertIs(String rendered) {
    try {
      if (updating()) {
        Files.createDirectories(page.getParent());
        Files.writeString(page, rendered);
      }
      assertThat(page)
          .as("rendered page; if the change is meant: mvn verify -Ddocs.update")
          .hasContent(rendered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean updating() {
    String update = System.getProperty("docs.update");
    return update != null && !update.isEmpty() && !update.startsWith("${");
  }
}
