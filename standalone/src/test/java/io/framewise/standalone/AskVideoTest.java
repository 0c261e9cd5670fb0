package io.framewise.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.model.tiny.TinyCheckpoint;
import io.framewise.standalone.samples.SampleVideo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one thing of {@code ask} that needs both modules: a real video through a real decoder. */
class AskVideoTest {

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();

  @Test
  void shouldLookAtFramesOfARealVideo() throws IOException {
    Path model = directory.resolve("tiny");
    TinyCheckpoint.write(model, 1);
    Path video = directory.resolve("street.mp4");
    SampleVideo.render(video, 2, percent -> {});

    int code =
        FramewiseCommand.line()
            .setOut(new PrintWriter(out))
            .execute(
                "ask",
                "--model",
                model.toString(),
                "--video",
                video.toString(),
                "--frames",
                "3",
                "--max-tokens",
                "4",
                "--json",
                "What moves?");

    assertThat(code).isZero();
    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.get("image_tokens").asInt()).isEqualTo(48);
  }
}
