package io.framewise.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.testing.RenderedPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeMetersTest {

  private static final Pattern SCRAPED = Pattern.compile("(?m)^# HELP (framewise_serve_\\w+)");
  private static final Pattern WRITTEN =
      Pattern.compile("(?m)^\\| `(framewise\\.serve\\.[a-z.]+)`");

  private static Set<String> names(Pattern pattern, String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1).replace('.', '_').replaceFirst("_total$", ""));
    }
    return names;
  }

  @Test
  void shouldHaveTheMetersThatThePageNames(@TempDir Path directory) throws Exception {
    String page = Files.readString(RenderedPage.root().resolve("docs/serve.md"));
    try (TinyServer server = TinyServer.start(directory, TinyServer.options())) {
      assertThat(server.get("/v1/models").statusCode()).isEqualTo(200);

      assertThat(names(SCRAPED, server.get("/metrics").body())).isEqualTo(names(WRITTEN, page));
    }
  }
}
