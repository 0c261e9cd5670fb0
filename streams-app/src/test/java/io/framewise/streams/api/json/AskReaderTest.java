package io.framewise.streams.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Domain;
import io.framewise.streams.ask.Ask;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of a question, and what is refused. */
class AskReaderTest {

  private static final String PICTURE = picture(32, 20);

  static String picture(int width, int height) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static Ask read(String json) {
    return AskReader.read(new JsonObject(json.replace('\'', '"').replace("PICTURE", PICTURE)));
  }

  @Test
  void shouldTakeTheNewestFrameOfASourceUnlessAskedForMore() {
    Ask now = read("{'source':'street','question':'What is there?'}");
    assertThat(now.source()).contains("street");
    assertThat(now.last()).isZero();
    assertThat(now.frames()).isOne();
    assertThat(now.deadline()).isEqualTo(Duration.ofSeconds(20));
    assertThat(now.question().getAnswerType()).isEqualTo(AnswerType.TEXT);

    Ask before =
        read(
            "{'source':'street','last':'10s','question':'Which?','answer':'choice','choices':['a','b'],'maxTiles':6,'maxNewTokens':9,'deadline':'1m'}");
    assertThat(before.last()).isEqualTo(Duration.ofSeconds(10));
    assertThat(before.frames()).isEqualTo(4);
    assertThat(before.maxTiles()).isEqualTo(6);
    assertThat(before.deadline()).isEqualTo(Duration.ofMinutes(1));
    assertThat(before.question().getChoices()).containsExactly("a", "b");
    assertThat(before.question().getMaxNewTokens()).isEqualTo(9);
  }

  @Test
  void shouldReadPicturesAndSchemas() {
    Ask ask =
        read(
            "{'pictures':['PICTURE','data:image/png;base64,PICTURE'],'domain':'screen','question':'Describe.','answer':'json','jsonSchema':{'type':'boolean'}}");

    assertThat(ask.source()).isEmpty();
    assertThat(ask.domain()).isEqualTo(Domain.SCREEN);
    assertThat(ask.pictures()).hasSize(2);
    assertThat(ask.pictures().get(0).probe().width()).isEqualTo(32);
    assertThat(ask.pictures().get(1)).isEqualTo(ask.pictures().get(0));
    assertThat(ask.question().getJsonSchema()).contains("boolean");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | | one of the two",
        "{'question':'a'} | | one of the two",
        "{'source':'s','pictures':['PICTURE'],'question':'a'} | | one of the two",
        "{'source':'s'} | /question | there is no question",
        "{'source':'s','question':7} | /question | must be a text",
        "{'source':'s','question':' '} | | needs a text",
        "{'source':7,'question':'a'} | /source | must be a text",
        "{'source':'..','question':'a'} | /source | no source can be called so",
        "{'source':'s','question':'a','surce':'b'} | /surce | unknown; known are answer",
        "{'source':'s','question':'a','a~/b':1} | /a~0~1b | unknown",
        "{'source':'s','question':'a','last':'yesterday'} | /last | not a duration",
        "{'source':'s','question':'a','last':'3m'} | /last | at most 2 minutes",
        "{'source':'s','question':'a','last':5} | /last | must be a text",
        "{'source':'s','question':'a','last':'5s','frames':0} | /frames | from 1 to 32",
        "{'source':'s','question':'a','last':'5s','frames':33} | /frames | from 1 to 32",
        "{'source':'s','question':'a','last':'5s','frames':1.5} | /frames | whole number",
        "{'source':'s','question':'a','last':'5s','frames':1e300} | /frames | whole number",
        "{'source':'s','question':'a','last':'5s','frames':'4'} | /frames | must be a whole number",
        "{'source':'s','question':'a','frames':4} | /frames | needs last",
        "{'source':'s','question':'a','domain':'video'} | /domain | a source has its own",
        "{'pictures':['PICTURE'],'question':'a','last':'5s'} | /last | only a source",
        "{'pictures':['PICTURE'],'question':'a','domain':'radio'} | /domain | one of video",
        "{'pictures':'PICTURE','question':'a'} | /pictures | a list of pictures",
        "{'pictures':[7],'question':'a'} | /pictures/0 | must be a text",
        "{'pictures':['PICTURE','!'],'question':'a'} | /pictures/1 | is not base64",
        "{'pictures':['QUJD'],'question':'a'} | /pictures/0 | not-an-image",
        "{'pictures':['1','2','3','4','5','6','7','8','9'],'question':'a'} | /pictures | at most 8",
        "{'source':'s','question':'a','answer':'maybe'} | /answer | one of text, yes_no",
        "{'source':'s','question':'a','answer':'choice'} | | at least two choices",
        "{'source':'s','question':'a','choices':['b']} | | takes no choices",
        "{'source':'s','question':'a','choices':[7]} | /choices/0 | must be a text",
        "{'source':'s','question':'a','answer':'json'} | | needs a schema",
        "{'source':'s','question':'a','answer':'json','jsonSchema':'x'} | /jsonSchema | a JSON schema",
        "{'source':'s','question':'a','maxNewTokens':5000} | | max-new-tokens of 1 to 4096",
        "{'source':'s','question':'a','maxTiles':41} | /maxTiles | from 1 to 40",
        "{'source':'s','question':'a','deadline':'0s'} | /deadline | longer than 0",
        "{'source':'s','question':'a','deadline':'6m'} | /deadline | at most 5 minutes",
      })
  void shouldSayWhatIsWrongAndWhere(String json, String pointer, String why) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            BadAskException.class,
            e -> assertThat(e.pointer()).isEqualTo(pointer == null ? "" : pointer))
        .hasMessageContaining(why);
  }

  @Test
  void shouldRefuseAPictureBeforeItIsDecoded() {
    String tiny = picture(4, 4);
    assertThatThrownBy(() -> read("{'pictures':['" + tiny + "'],'question':'a'}"))
        .hasMessageContaining("too-small");
  }
}
