package io.framewise.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.generate.InternVlEngine;
import io.framewise.model.internvl.PicturePrompt;
import io.framewise.model.preprocess.Preprocessor;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A request over HTTP is the prompt that a look at the same pictures is. */
@Timeout(120)
class PromptTokensTest {

  private static final String QUESTION = "What is there?";

  private static int asLook(InternVlEngine engine, String prompt, int pictures) {
    BufferedImage image = RgbImages.blank(112, 112);
    PictureTiles tiles = new Preprocessor(engine.tileSize()).tiles(image, 1);
    Look look =
        new Look(
            prompt,
            Collections.nCopies(pictures, tiles),
            List.of(new Look.Ask("q", QUESTION, List.of())),
            1);
    return engine.answer(List.of(look)).looks().get(0).promptTokens();
  }

  private static int asRequest(TinyServer server, ObjectNode media) throws Exception {
    ObjectNode body = TinyServer.JSON.createObjectNode().put("max_tokens", 1);
    ArrayNode parts = body.putArray("messages").addObject().put("role", "user").putArray("content");
    parts.add(media);
    parts.addObject().put("type", "text").put("text", QUESTION);
    return TinyServer.json(server.ask(body.toString())).at("/usage/prompt_tokens").asInt();
  }

  @Test
  void shouldBeThePromptOfALook(@TempDir Path directory) throws Exception {
    String url = Pictures.url("@picture png 112x112");
    ObjectNode image = TinyServer.JSON.createObjectNode().put("type", "image_url");
    image.putObject("image_url").put("url", url);
    ObjectNode frames = TinyServer.JSON.createObjectNode().put("type", "video");
    frames.putArray("video").add(url).add(url).add(url);
    try (TinyServer server = TinyServer.start(directory, TinyServer.options());
        InternVlEngine engine =
            InternVlEngine.open(directory.resolve("tiny"), EngineSettings.defaults())) {
      assertThat(asRequest(server, image)).isEqualTo(asLook(engine, PicturePrompt.single(), 1));
      assertThat(asRequest(server, frames)).isEqualTo(asLook(engine, PicturePrompt.frames(3), 3));
    }
  }
}
