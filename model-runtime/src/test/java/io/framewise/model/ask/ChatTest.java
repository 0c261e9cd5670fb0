package io.framewise.model.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnswerType;
import io.framewise.model.chat.AnswerListener;
import io.framewise.model.chat.ChatSession;
import io.framewise.model.chat.GenerationOptions;
import io.framewise.model.chat.Turn;
import io.framewise.model.checkpoint.KnownQuestions;
import io.framewise.model.checkpoint.KnownQuestions.Known;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.generate.InternVlEngine;
import io.framewise.model.preprocess.Preprocessor;
import io.framewise.model.tiny.TinyCheckpoint;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ChatTest {

  private static final GenerationOptions OPTIONS = GenerationOptions.greedy(8);

  @TempDir private static Path directory;
  private static InternVlEngine engine;

  private final Console console = new Console();

  @BeforeAll
  static void open() {
    TinyCheckpoint.write(directory, 1);
    engine = InternVlEngine.open(directory, EngineSettings.defaults());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  /** Types lines into a chat through a pipe; returns the lines that it answers. */
  private List<String> chat(String... lines) throws InterruptedException {
    PictureOptions options = new PictureOptions();
    CommandLine.populateCommand(options);
    String typed = String.join("\n", lines) + "\n";
    ByteArrayInputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    PictureLoader loader = new PictureLoader(engine, options, Console::video);
    try (PipeInput input = new PipeInput(in, () -> false);
        Chat chat = new Chat(engine, loader, OPTIONS, console.writer(), console.errors())) {
      chat.run(input);
    }
    return console.out().lines().toList();
  }

  /** What the library answers to the same turns. */
  private static List<String> expected(Turn... turns) {
    List<String> texts = new ArrayList<>();
    try (ChatSession session = new ChatSession(engine.parts(), 1)) {
      for (Turn turn : turns) {
        texts.add(session.answer(turn, OPTIONS, AnswerListener.NONE).replies().get(0).text());
      }
    }
    return texts;
  }

  private static Shown shown(Path image) {
    PictureFile file = PictureFile.read(image);
    return new Shown(new Preprocessor(engine.tileSize()).tiles(file.decode(), 12), 0, 0);
  }

  @Test
  void shouldSayThatNoFileHasSuchANameAndGoOn() throws InterruptedException {
    List<String> answers = chat("/image a\0b.png", "/video \0", "What is it?");

    assertThat(answers).hasSize(1);
    assertThat(console.err()).contains("error: no file can be named").contains("write /image FILE");
    assertThat(console.err()).doesNotContain("\0").doesNotContain("Exception");
  }

  @Test
  void shouldSayBeforeTheAnswerThatAQuestionIsNotKnown() throws Exception {
    KnownQuestions known =
        new KnownQuestions(List.of(new Known("What is it?", AnswerType.TEXT, List.of())));
    known.write(directory);
    try (InternVlEngine trained = InternVlEngine.open(directory, EngineSettings.defaults())) {
      StringWriter both = new StringWriter();
      PrintWriter screen = new PrintWriter(both, true);
      ByteArrayInputStream in =
          new ByteArrayInputStream(
              "what is  it?\nIs it a dragon?\nAnd now?\n".getBytes(StandardCharsets.UTF_8));
      PictureOptions options = new PictureOptions();
      CommandLine.populateCommand(options);
      PictureLoader loader = new PictureLoader(trained, options, Console::video);
      try (PipeInput input = new PipeInput(in, () -> false);
          Chat chat = new Chat(trained, loader, OPTIONS, screen, screen)) {
        chat.run(input);
      }
      String warning = "This model was not trained for this question: its answer means nothing.";
      List<String> lines = both.toString().lines().toList();
      assertThat(lines.get(0)).as("a known question").isNotEqualTo(warning);
      int first = lines.indexOf(warning);
      assertThat(lines.subList(first, first + 3))
          .containsExactly(warning, "It knows these questions only:", "  What is it?");
      assertThat(lines.subList(first + 3, lines.size()))
          .as("again, without the list, and an answer after it")
          .contains(warning)
          .doesNotContain("It knows these questions only:");
      assertThat(lines.get(lines.size() - 1)).isNotEqualTo(warning);
    } finally {
      Files.delete(directory.resolve(KnownQuestions.FILE));
    }
  }

  @Test
  void shouldSayNothingOfAModelThatListsNoQuestions() throws InterruptedException {
    chat("Is it a dragon?", "/questions");

    assertThat(console.err()).doesNotContain("not trained").contains("it takes any");
  }

  @Test
  void shouldGoOnFromTurnToTurn() throws InterruptedException {
    List<String> answers = chat("What is red?", "", "  And what is blue? ");

    assertThat(answers)
        .isEqualTo(expected(Turn.User.of("What is red?"), Turn.User.of("And what is blue?")));
  }

  @Test
  void shouldShowImagesAtAnyTurnAndCountThem() throws InterruptedException {
    Path first = Console.png(directory.resolve("first.png"), 120, 130);
    Path second = Console.png(directory.resolve("the second.png"), 90, 90);

    List<String> answers =
        chat("/image " + first, "What is it?", "So?", "/image '" + second + "'", "And this?");

    assertThat(answers)
        .isEqualTo(
            expected(
                new Turn.User("<image>\n", List.of(shown(first).tiles()), "What is it?"),
                Turn.User.of("So?"),
                new Turn.User("Image-2: <image>\n", List.of(shown(second).tiles()), "And this?")));
    assertThat(console.err()).contains("120 x 130 pixels");
  }

  @Test
  void shouldShowVideosAtAnyTurn() throws InterruptedException {
    Path video = Console.png(directory.resolve("clip.mp4"), 20, 20);

    List<String> answers = chat("Hello", "/video " + video, "What moves?");

    assertThat(console.err()).contains("8 frames");
    assertThat(answers)
        .hasSize(2)
        .isNotEqualTo(expected(Turn.User.of("Hello"), Turn.User.of("What moves?")));
  }

  @Test
  void shouldForgetEverythingOnReset() throws InterruptedException {
    List<String> answers = chat("What is red?", "/reset", "What is red?");

    assertThat(answers.get(1)).isEqualTo(answers.get(0));
  }

  @Test
  void shouldGoOnAfterALineThatCannotBeDone() throws InterruptedException {
    List<String> answers =
        chat("/image", "/image nowhere.png", "/imagine", "x".repeat(5000), "What is red?");

    assertThat(answers).isEqualTo(expected(Turn.User.of("What is red?")));
    assertThat(console.err())
        .contains("/image FILE", "nowhere.png is not there", "no command /imagine", "/reset");
  }

  @Test
  void shouldEndWhereItIsTold() throws InterruptedException {
    assertThat(chat("/help", "/quit", "What is red?")).isEmpty();

    assertThat(console.err()).contains("/video FILE");
  }

  @Test
  void shouldNotLetAPictureCommandATerminal() {
    assertThat(Screen.printable("a\u001b[2J\tb\n\u0007\u009b"))
        .isEqualTo("a\uFFFD[2J\tb\n\uFFFD\uFFFD");
  }
}
