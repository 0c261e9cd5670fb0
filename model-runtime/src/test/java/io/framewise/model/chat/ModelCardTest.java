package io.framewise.model.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.engine.PictureTiles;
import io.framewise.model.generate.GeneratedToken;
import io.framewise.model.generate.Looks;
import io.framewise.model.generate.TinyModel;
import io.framewise.model.internvl.PicturePrompt;
import io.framewise.model.tiny.TinyVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that the model cards and the Transformers pages show, against {@link Reference}: the
 * prompt written out as text, and nothing kept from one token to the next.
 */
class ModelCardTest {

  private static final int MOST = 10;
  private static final GenerationOptions OPTIONS = GenerationOptions.greedy(MOST);

  @TempDir private static Path directory;
  private static TinyModel tiny;
  private static Reference reference;

  /** A question as the library takes it, and the same written out. */
  private record Case(Turn.User turn, String written) {}

  private static final Case TEXT = new Case(Turn.User.of("Who are you?"), "Who are you?");
  private static final Case IMAGE =
      new Case(
          new Turn.User(PicturePrompt.single(), List.of(Looks.picture(1, 5)), "What is it?"),
          Reference.image(5) + "\nWhat is it?");
  private static final Case OTHER_IMAGE =
      new Case(
          new Turn.User(PicturePrompt.single(), Looks.frames(2), "Write a poem about it, please."),
          Reference.image(1) + "\nWrite a poem about it, please.");
  private static final Case SEPARATE =
      new Case(
          new Turn.User(
              PicturePrompt.images(0, 2),
              List.of(Looks.picture(3, 3), Looks.picture(4, 1)),
              "What is the difference?"),
          "Image-1: "
              + Reference.image(3)
              + "\nImage-2: "
              + Reference.image(1)
              + "\nWhat is the difference?");
  private static final Case COMBINED =
      new Case(
          new Turn.User(
              PicturePrompt.single(),
              List.of(PictureTiles.joined(List.of(Looks.picture(3, 3), Looks.picture(4, 1)))),
              "What is the difference?"),
          Reference.image(4) + "\nWhat is the difference?");
  private static final Case VIDEO =
      new Case(
          new Turn.User(PicturePrompt.frames(3), Looks.frames(5, 6, 7), "What moves?"),
          "Frame1: "
              + Reference.image(1)
              + "\nFrame2: "
              + Reference.image(1)
              + "\nFrame3: "
              + Reference.image(1)
              + "\nWhat moves?");

  @BeforeAll
  static void load() throws IOException {
    tiny = TinyModel.write(directory, TinyVariant.SMALL);
    reference = new Reference(tiny, directory);
  }

  @AfterAll
  static void close() {
    reference.close();
    tiny.close();
  }

  private static ChatSession chat(int conversations) {
    return new ChatSession(tiny.parts(Reference.SYSTEM), conversations);
  }

  /** Asks the cases side by side, each in a conversation of its own. */
  private static void assertEachAsItIsAlone(Case... cases) {
    try (ChatSession chat = chat(cases.length)) {
      List<List<Turn>> turns = new ArrayList<>();
      for (Case one : cases) {
        turns.add(List.of(one.turn()));
      }

      List<Reply> replies = chat.answer(turns, OPTIONS, AnswerListener.NONE).replies();

      for (int i = 0; i < cases.length; i++) {
        List<Long> prompt = prompt(cases[i]);
        assertThat(replies.get(i).promptTokens()).isEqualTo(prompt.size());
        assertThat(ids(replies.get(i)))
            .as("conversation %d", i)
            .isNotEmpty()
            .isEqualTo(reference.answer(prompt, cases[i].turn().pictures(), MOST));
      }
    }
  }

  private static List<Long> prompt(Case one) {
    return reference.ids(Reference.system() + Reference.user(one.written()));
  }

  private static List<Long> ids(Reply reply) {
    return reply.tokens().stream().map(GeneratedToken::id).toList();
  }

  @Test
  void shouldAnswerAboutText() {
    assertEachAsItIsAlone(TEXT);
  }

  @Test
  void shouldAnswerAboutOneImage() {
    assertEachAsItIsAlone(IMAGE);
  }

  @Test
  void shouldAnswerAboutSeveralImagesApart() {
    assertEachAsItIsAlone(SEPARATE);
  }

  @Test
  void shouldAnswerAboutSeveralImagesAsOne() {
    assertEachAsItIsAlone(COMBINED);
  }

  @Test
  void shouldAnswerAboutAVideo() {
    assertEachAsItIsAlone(VIDEO);
  }

  @Test
  void shouldAnswerDifferentTextsAboutABatchOfImages() {
    assertEachAsItIsAlone(IMAGE, OTHER_IMAGE);
  }

  @Test
  void shouldAnswerABatchWithDifferentNumbersOfImages() {
    assertEachAsItIsAlone(OTHER_IMAGE, SEPARATE, TEXT, COMBINED);
  }

  @Test
  void shouldAnswerABatchOfImagesAndVideos() {
    assertEachAsItIsAlone(VIDEO, IMAGE, SEPARATE, VIDEO);
  }

  @Test
  void shouldGoOnInConversationsOfEveryKind() {
    List<Case> first = List.of(TEXT, IMAGE, SEPARATE, COMBINED, VIDEO);
    List<Case> second = List.of(VIDEO, TEXT, OTHER_IMAGE, TEXT, SEPARATE);
    try (ChatSession chat = chat(first.size())) {
      List<Reply> before = ask(chat, first);
      List<Reply> after = ask(chat, second);
      List<Reply> last = ask(chat, first);

      for (int i = 0; i < first.size(); i++) {
        List<Long> context = new ArrayList<>(prompt(first.get(i)));
        List<PictureTiles> pictures = new ArrayList<>(first.get(i).turn().pictures());
        follow(context, pictures, before.get(i), second.get(i));
        assertThat(ids(after.get(i))).isEqualTo(reference.answer(context, pictures, MOST));
        follow(context, pictures, after.get(i), first.get(i));
        assertThat(ids(last.get(i))).isEqualTo(reference.answer(context, pictures, MOST));
        assertThat(last.get(i).promptTokens()).isEqualTo(context.size());
      }
    }
  }

  private static List<Reply> ask(ChatSession chat, List<Case> cases) {
    List<List<Turn>> turns = new ArrayList<>();
    cases.forEach(one -> turns.add(List.of(one.turn())));
    return chat.answer(turns, OPTIONS, AnswerListener.NONE).replies();
  }

  private static void follow(
      List<Long> context, List<PictureTiles> pictures, Reply reply, Case next) {
    context.addAll(ids(reply));
    context.addAll(reference.ids("<|im_end|>\n" + Reference.user(next.written())));
    pictures.addAll(next.turn().pictures());
  }

  @Test
  void shouldTakeAHistoryAsText() {
    List<Turn> history =
        List.of(IMAGE.turn(), new Turn.Assistant("A red car."), OTHER_IMAGE.turn());
    String written =
        Reference.system()
            + Reference.user(IMAGE.written())
            + "A red car.<|im_end|>\n"
            + Reference.user(OTHER_IMAGE.written());
    List<PictureTiles> pictures = new ArrayList<>(IMAGE.turn().pictures());
    pictures.addAll(OTHER_IMAGE.turn().pictures());
    try (ChatSession chat = chat(1)) {
      Replies replies = chat.answer(List.of(history), OPTIONS, AnswerListener.NONE);

      Reply reply = replies.replies().get(0);
      List<Long> prompt = reference.ids(written);
      assertThat(reply.promptTokens()).isEqualTo(prompt.size());
      assertThat(ids(reply)).isEqualTo(reference.answer(prompt, pictures, MOST));
    }
  }
}
