package io.framewise.model.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.contract.UserError;
import io.framewise.model.generate.PoisonedCheckpoint;
import io.framewise.model.tiny.TinyCheckpoint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskCommandTest {

  private static final String QUESTION = "What is red?";

  @TempDir private static Path directory;
  private static Path model;

  private final Console console = new Console();

  @BeforeAll
  static void write() {
    model = directory.resolve("tiny");
    TinyCheckpoint.write(model, 1);
  }

  private static String answer(Object... arguments) {
    return run(arguments).out();
  }

  private static JsonNode json(Object... arguments) throws IOException {
    List<Object> words = new ArrayList<>(List.of(arguments));
    words.add(0, "--json");
    return new ObjectMapper().readTree(answer(words.toArray()));
  }

  private static Console run(Object... arguments) {
    Console console = new Console();
    List<Object> words = new ArrayList<>(List.of("--model", model));
    if (!List.of(arguments).contains("--max-tokens")) {
      words.addAll(List.of("--max-tokens", 12));
    }
    words.addAll(List.of(arguments));
    assertThat(console.ask(words.toArray())).isZero();
    return console;
  }

  private static Path image(String name, int width, int height) {
    return Console.png(directory.resolve(name), width, height);
  }

  @Test
  void shouldPrintTheTextThatTheObjectHolds() throws IOException {
    String text = answer(QUESTION);
    JsonNode object = json(QUESTION);

    assertThat(text).isEqualTo(object.get("text").asText() + System.lineSeparator()).isNotBlank();
  }

  @Test
  void shouldSayNothingOfKnownQuestionsWhereTheCheckpointListsNone() throws IOException {
    assertThat(json(QUESTION).get("known_question").isNull()).isTrue();
  }

  private static Console asked(Object... arguments) {
    Console console = new Console();
    assertThat(console.ask(arguments)).isZero();
    return console;
  }

  private static JsonNode object(Object... arguments) throws IOException {
    List<Object> words = new ArrayList<>(List.of(arguments));
    words.add(0, "--json");
    return new ObjectMapper().readTree(asked(words.toArray()).out());
  }

  @Test
  void shouldSayThatAnAnswerWasCut() throws IOException {
    Object[] cut = {"--model", model, "--max-tokens", 2, QUESTION};

    assertThat(asked(cut).err()).contains("cut after 2 tokens");
    assertThat(object(cut).get("finish_reason").asText()).isEqualTo("length");
  }

  @Test
  void shouldTellEverythingAboutAnAnswerInOneObject() throws IOException {
    Path image = image("one.png", 300, 200);

    String line = answer("--json", "--image", image, QUESTION);

    JsonNode object = new ObjectMapper().readTree(line);
    assertThat(line.lines()).hasSize(1);
    assertThat(object.at("/model/name").asText()).isEqualTo("tiny");
    assertThat(object.at("/model/digest").asText()).matches("[0-9a-f]{16}");
    assertThat(object.get("prompt_tokens").asInt())
        .isGreaterThan(object.get("image_tokens").asInt());
    assertThat(object.get("image_tokens").asInt() % 16).isZero();
    assertThat(object.get("finish_reason").asText()).isIn("stop", "length");
    assertThat(object.get("token_ids")).hasSize(object.get("generated_tokens").asInt());
    assertThat(object.get("tokens"))
        .hasSameSizeAs(object.get("token_ids"))
        .allSatisfy(token -> assertThat(token.get("best")).hasSize(5))
        .allSatisfy(
            token ->
                assertThat(token.at("/best/0/id").asLong()).isEqualTo(token.get("id").asLong()))
        .allSatisfy(token -> assertThat(token.at("/best/0/logprob").asDouble()).isNegative());
    assertThat(object.get("timings").fieldNames())
        .toIterable()
        .containsExactly("load_s", "preprocess_s", "vision_s", "prefill_s", "decode_s");
  }

  @Test
  void shouldSayHowManyPicturesItNeededNotLookAtAgain() throws IOException {
    Path one = image("still.png", 300, 200);
    Path copy = Files.copy(one, directory.resolve("copy.png"));
    Path other = image("other.png", 200, 300);

    assertThat(json("--image", one, "--image", other, QUESTION).get("cached_pictures").asInt())
        .isZero();
    assertThat(
            json("--image", one, "--image", other, "--image", copy, QUESTION)
                .get("cached_pictures")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void shouldGiveTheSameTokensOnEveryProcessorAndNameTheForms() throws IOException {
    JsonNode object = json("--max-tokens", 8, "Hello there");

    assertThat(object.get("token_ids"))
        .extracting(JsonNode::asInt)
        .containsExactly(295, 76, 404, 317, 300, 110, 409, 393);
    assertThat(object.at("/model/forms"))
        .extracting(JsonNode::asText)
        .anyMatch(form -> form.startsWith("float32 "))
        .anyMatch(form -> form.startsWith("attention "));
  }

  @Test
  void shouldSayWhenThereAreNoNumbersToAnswerFrom() {
    Path poisoned = directory.resolve("poisoned");
    PoisonedCheckpoint.write(poisoned);

    assertThatThrownBy(() -> console.ask("--model", poisoned, "A Z."))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.wayOut()).contains("framewise doctor"))
        .hasMessageContaining("infinite or not numbers");
  }

  @Test
  void shouldCutImagesAsFarAsAllowed() throws IOException {
    Path image = image("wide.png", 640, 200);

    assertThat(json("--image", image, QUESTION).get("image_tokens").asInt()).isEqualTo(208);
    assertThat(json("--max-tiles", 1, "--image", image, QUESTION).get("image_tokens").asInt())
        .isEqualTo(16);
  }

  @Test
  void shouldSeeTheSamePictureWhateverItsFormatAndHoweverItIsStored() throws IOException {
    JsonNode plain = json("--image", stored("rgb.png"), QUESTION).get("token_ids");
    for (String same : List.of("rgb.bmp", "rgb.tif", "lossless.webp", "32.bmp")) {
      assertThat(json("--image", stored(same), QUESTION).get("token_ids")).isEqualTo(plain);
    }

    JsonNode turned = json("--image", turnedRight(stored("rgb.png")), QUESTION).get("token_ids");
    assertThat(turned).isNotEqualTo(plain);
    for (String same : List.of("turned-6.png", "turned-6.tif", "turned-6.webp")) {
      assertThat(json("--image", stored(same), QUESTION).get("token_ids")).isEqualTo(turned);
    }
  }

  private static Path stored(String name) throws IOException {
    Path file = directory.resolve(name);
    try (InputStream picture = AskCommandTest.class.getResourceAsStream("/pictures/" + name)) {
      Files.copy(picture, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  private static Path turnedRight(Path picture) throws IOException {
    BufferedImage stored = ImageIO.read(picture.toFile());
    int columns = stored.getWidth();
    int rows = stored.getHeight();
    BufferedImage turned = new BufferedImage(rows, columns, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        turned.setRGB(rows - 1 - y, x, stored.getRGB(x, y));
      }
    }
    Path file = directory.resolve("by-hand.png");
    ImageIO.write(turned, "png", file.toFile());
    return file;
  }

  @Test
  void shouldShowImagesApartOrAsOne() throws IOException {
    Object[] two = {"--image", image("a.png", 90, 90), "--image", image("b.png", 91, 91), QUESTION};
    List<Object> combined = new ArrayList<>(List.of(two));
    combined.add(0, "--combined");

    JsonNode apart = json(two);
    JsonNode asOne = json(combined.toArray());

    assertThat(asOne.get("image_tokens").asInt()).isEqualTo(apart.get("image_tokens").asInt());
    assertThat(asOne.get("prompt_tokens").asInt())
        .isLessThan(apart.get("prompt_tokens").asInt() - "Image-1: Image-2: ".length());
  }

  @Test
  void shouldLookAtFramesOfAVideo() throws IOException {
    Path video = Files.writeString(directory.resolve("clip.mp4"), "read by Console.video");

    JsonNode four = json("--video", video, "--frames", 4, QUESTION);

    assertThat(four.get("image_tokens").asInt()).isEqualTo(64);
    assertThat(json("--video", video, QUESTION).get("image_tokens").asInt()).isEqualTo(128);
  }

  @Test
  void shouldDrawTheSameFromTheSameSeed() throws IOException {
    Object[] hot = {"--temperature", 3, "--top-k", 0, "--seed", 5, QUESTION};

    JsonNode first = json(hot);

    assertThat(first.get("seed").asLong()).isEqualTo(5);
    assertThat(json(hot).get("token_ids")).isEqualTo(first.get("token_ids"));
    assertThat(json("--temperature", 3, "--top-k", 0, "--seed", 6, QUESTION).get("token_ids"))
        .isNotEqualTo(first.get("token_ids"));
    assertThat(json(QUESTION).has("seed")).isFalse();
  }

  @Test
  void shouldTakeTheSystemTurnThatIsGiven() throws IOException {
    int usual = json(QUESTION).get("prompt_tokens").asInt();

    assertThat(json("--system", "Be brief.", QUESTION).get("prompt_tokens").asInt())
        .isLessThan(usual);
  }

  private void assertRefused(String named, Object... arguments) {
    List<Object> words = new ArrayList<>(List.of("--model", model));
    words.addAll(List.of(arguments));
    assertThatThrownBy(() -> console.ask(words.toArray()))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.wayOut()).isNotBlank())
        .hasMessageContaining(named)
        .hasMessageNotContaining("\n");
    assertThat(console.out()).isEmpty();
  }

  @Test
  void shouldNameWhatCannotBeUsed() throws IOException {
    Path text = Files.writeString(directory.resolve("notes.txt"), "no picture");

    assertRefused("nowhere.png is not there", "--image", directory.resolve("nowhere.png"), "x");
    assertRefused("notes.txt", "--image", text, "x");
    assertRefused("not a file", "--video", directory, "x");
    assertRefused("4096", "x".repeat(5000));
    assertRefused("holds 256 tiles", "--frames", 300, "--video", text, "x");
    assertRefused("--max-tiles", "--max-tiles", 0, "x");
    assertRefused("--max-tokens", "--max-tokens", 0, "x");
    assertRefused("--top-p", "--top-p", 1.5, "x");
    assertRefused("--temperature", "--temperature", "NaN", "x");
    assertThatThrownBy(() -> console.ask("--model", directory.resolve("none"), "x"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none");
  }

  @Test
  void shouldShowExamples() {
    assertThat(console.ask("--help")).isZero();

    assertThat(console.out()).contains("Examples:", "--image", "--video", "--json");
  }
}
