package io.framewise.model.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.model.chat.Reply;
import io.framewise.model.chat.Reply.Ending;
import io.framewise.model.engine.PictureTiles;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerJsonTest {

  private static final ModelInfo MODEL = new ModelInfo("some", "0123456789abcdef", List.of());

  private static Shown shown(int width, int height) {
    return new Shown(new PictureTiles(1, new float[0]), width, height);
  }

  private static JsonNode places(String text, Shown... shown) throws IOException {
    return new ObjectMapper().readTree(new AnswerJson(MODEL).places(text, List.of(shown)).line());
  }

  @Test
  void shouldPutBoxesIntoPixelsOfTheSource() throws IOException {
    String text = "<ref>car</ref><box>[[100, 250, 500, 1000]]</box>";

    JsonNode box = places(text, shown(640, 480)).get("boxes").get(0);

    assertThat(box)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"label\":\"car\",\"x1\":64.0,\"y1\":120.0,\"x2\":320.0,\"y2\":480.0}"));
  }

  @Test
  void shouldPutClicksIntoPixelsOfTheSource() throws IOException {
    JsonNode object = places("pyautogui.click(x=0.25, y=0.5)", shown(1920, 1080));

    assertThat(object.at("/points/0/x").asDouble()).isEqualTo(480);
    assertThat(object.at("/points/0/y").asDouble()).isEqualTo(540);
    assertThat(object.has("boxes")).isFalse();
  }

  @Test
  void shouldNotGuessWhichPictureABoxIsIn() throws IOException {
    String text = "<box>[[1, 2, 3, 4]]</box>";

    assertThat(places(text, shown(10, 10), shown(10, 10)).has("boxes")).isTrue();
    assertThat(places(text, shown(10, 10), shown(20, 10)).has("boxes")).isFalse();
    assertThat(places(text).has("boxes")).isFalse();
    assertThat(places("no place", shown(10, 10)).has("boxes")).isFalse();
  }

  @Test
  void shouldWriteNothingButAscii() {
    Reply reply = new Reply("书生 \u001b[2J", List.of(), 1, 1, 0, 0, Ending.STOP);

    String line = new AnswerJson(MODEL).reply(reply).line();

    assertThat(line).isASCII().doesNotContain("\u001b").contains("\\u4E66");
  }
}
