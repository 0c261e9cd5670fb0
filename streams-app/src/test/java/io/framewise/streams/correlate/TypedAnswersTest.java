package io.framewise.streams.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Box;
import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.FinishReason;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Point;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionCompletion;
import io.framewise.contract.avro.WindowInfo;
import io.framewise.streams.store.PendingRequest;
import io.framewise.streams.topology.TopologyHarness;
import io.framewise.testing.TestRecords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedAnswersTest {

  private static final String SCHEMA =
      """
      {"type": "object", "additionalProperties": false, "required": ["seen"],
       "properties": {"seen": {"type": "boolean"}, "count": {"type": "integer"}}}""";

  @ParameterizedTest
  @ValueSource(strings = {"{\"seen\":true}", "{\"seen\":false,\"count\":12}"})
  void shouldTakeJsonOfTheSchemaAsItIs(String text) {
    Answer answer = answer(AnswerType.JSON, List.of(), text);

    assertThat(answer.getValid()).isTrue();
    assertThat(answer.getJson()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "yes", "{}", "{\"seen\":1}", "{\"seen\":true", "{\"seen\":true,\"more\":1}"})
  void shouldNotTakeWhatIsNoJsonOfTheSchema(String text) {
    Answer answer = answer(AnswerType.JSON, List.of(), text);

    assertThat(answer.getValid()).isFalse();
    assertThat(answer.getJson()).isNull();
  }

  /** By their texts the first would be taken each time. */
  @Test
  void shouldTakeTheChoiceThatTheWorkerNumbersWhateverItsTextLooksLike() {
    List<String> choices = List.of("A lot", "a lot", "a lot.", "yes");
    for (int i = 0; i < choices.size(); i++) {
      Answer answer = numbered(AnswerType.CHOICE, choices, "a lot", i);

      assertThat(answer.getValid()).isTrue();
      assertThat(answer.getChoice()).isEqualTo(choices.get(i));
    }
    assertThat(numbered(AnswerType.YES_NO, List.of(), "yes", 1).getYesNo()).isFalse();
    assertThat(numbered(AnswerType.CHOICE, choices, "yes", 9).getChoice())
        .as("a number that no choice has is passed over")
        .isEqualTo("yes");
  }

  private static Answer numbered(AnswerType type, List<String> choices, String text, int number) {
    InferenceRequest request = request(type, choices);
    InferenceCompletion completion = TopologyHarness.completion(request, text);
    completion.getCompletions().get(0).setChoice(number);
    return TypedAnswers.end(new PendingRequest(request, 0, List.of()), completion)
        .event()
        .getAnswers()
        .get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "3,3.0",
    "-2,-2.0",
    "3.5,3.5",
    "'3.', 3.0",
    "-0.5,-0.5",
    "'2,5',2.5",
    "' 12 ',12.0",
    "+7,7.0"
  })
  void shouldReadANumberWhenTheTextIsOne(String text, double number) {
    Answer answer = answer(AnswerType.NUMBER, List.of(), text);

    assertThat(answer.getValid()).isTrue();
    assertThat(answer.getNumber()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "three",
        "3 cars",
        "1,234",
        "1.2.3",
        "NaN",
        "1e5",
        "0x10",
        "12345678901234567890"
      })
  void shouldRefuseANumberWhenTheTextIsNoneOrCouldBeTwo(String text) {
    assertThat(answer(AnswerType.NUMBER, List.of(), text).getValid()).isFalse();
  }

  @Test
  void shouldNeverFindYesInsideAText() {
    assertThat(answer(AnswerType.YES_NO, List.of(), "YES.").getYesNo()).isTrue();
    assertThat(answer(AnswerType.YES_NO, List.of(), "no").getYesNo()).isFalse();
    assertThat(answer(AnswerType.YES_NO, List.of(), "yesterday").getValid()).isFalse();
    assertThat(answer(AnswerType.YES_NO, List.of(), "yes and no").getValid()).isFalse();
  }

  @Test
  void shouldAnswerWithTheChoiceAsItIsWrittenInTheSet() {
    assertThat(answer(AnswerType.CHOICE, List.of("Left", "U.S."), "left.").getChoice())
        .isEqualTo("Left");
    assertThat(answer(AnswerType.CHOICE, List.of("Left", "U.S."), "U.S.").getChoice())
        .isEqualTo("U.S.");
    assertThat(answer(AnswerType.CHOICE, List.of("Left", "U.S."), "leftmost").getValid()).isFalse();
  }

  /** Frames are 64 pixels high and wide, the last one is 200 by 100. */
  @Test
  void shouldPlaceBoxesAndPointsInThePixelsOfTheLastFrame() {
    Answer boxes = answer(AnswerType.BOX, List.of(), "<ref>cup</ref><box>[[0,500,250,1000]]</box>");
    Answer points = answer(AnswerType.POINT, List.of(), "pyautogui.click(x=0.5, y=0.25)");

    assertThat(boxes.getValid()).isTrue();
    assertThat(boxes.getBoxes()).containsExactly(new Box("cup", 0.0, 50.0, 50.0, 100.0));
    assertThat(boxes.getFrameId()).isEqualTo("last");
    assertThat(points.getPoints()).containsExactly(new Point(null, 100.0, 25.0));
    assertThat(points.getFrameId()).isEqualTo("last");
  }

  @Test
  void shouldKeepTheTextWhenABoxIsNone() {
    Answer answer = answer(AnswerType.BOX, List.of(), "[[900,0,100,1000]]");

    assertThat(answer.getValid()).isFalse();
    assertThat(answer.getText()).isEqualTo("[[900,0,100,1000]]");
    assertThat(answer.getBoxes()).isNull();
    assertThat(answer.getFrameId()).isNull();
  }

  @Test
  void shouldAnswerWithNoBoxesWhenThereIsNone() {
    Answer answer = answer(AnswerType.BOX, List.of(), "None.");

    assertThat(answer.getValid()).isTrue();
    assertThat(answer.getBoxes()).isEmpty();
  }

  @Test
  void shouldBeInvalidWhenTheWorkerLeftAQuestionOut() {
    InferenceRequest request = request(AnswerType.TEXT, List.of());

    EndedRequest ended =
        TypedAnswers.end(
            new PendingRequest(request, 0, List.of()), TopologyHarness.completion(request));

    assertThat(ended.event().getStatus()).isEqualTo(EventStatus.INVALID);
  }

  @Test
  void shouldBeInvalidAndSayWhereItWasCutWhenAnAnswerIsNoText() {
    for (AnswerType type : List.of(AnswerType.BOX, AnswerType.POINT, AnswerType.NUMBER)) {
      EndedRequest ended = cut(type, "3");

      assertThat(ended.event().getStatus()).as(type.name()).isEqualTo(EventStatus.INVALID);
      assertThat(ended.event().getReason()).contains("cut: q1 at 16 tokens", "max-new-tokens");
      Answer answer = ended.event().getAnswers().get(0);
      assertThat(answer.getValid()).isFalse();
      assertThat(answer.getNumber()).isNull();
      assertThat(answer.getText()).isEqualTo("3");
      assertThat(answer.getFinishReason()).isEqualTo(FinishReason.LENGTH);
    }
  }

  @Test
  void shouldMarkATextThatWasCutAndTellWhetherTheQuestionIsKnown() {
    EndedRequest ended = cut(AnswerType.TEXT, "A red car and");

    assertThat(ended.event().getStatus()).isEqualTo(EventStatus.ANSWERED);
    Answer answer = ended.event().getAnswers().get(0);
    assertThat(answer.getValid()).isTrue();
    assertThat(answer.getFinishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(answer.getKnownQuestion()).isFalse();
  }

  /** What is kept of a text must not decide what the answer is. */
  @Test
  void shouldReadALongAnswerToItsEndAndSayThatItsTextIsCut() {
    String box = "<box>[[0,0,500,500]]</box>";
    Answer boxes = answer(AnswerType.BOX, List.of(), box + " ".repeat(20_000 - box.length()) + box);
    String point = "<box>[[500,500]]</box>";
    Answer points = answer(AnswerType.POINT, List.of(), point + " ".repeat(19_990) + point);
    Answer text = answer(AnswerType.TEXT, List.of(), "a".repeat(20_001));

    assertThat(boxes.getValid()).isTrue();
    assertThat(boxes.getBoxes()).hasSize(2);
    assertThat(points.getPoints()).hasSize(2);
    assertThat(text.getValid()).isTrue();
    assertThat(List.of(boxes, points, text))
        .allSatisfy(
            answer -> {
              assertThat(answer.getText()).hasSize(20_000);
              assertThat(answer.getFinishReason()).isEqualTo(FinishReason.LENGTH);
            });
  }

  /** Right up to where the kept text ends each of them reads as a valid answer. */
  @Test
  void shouldRefuseALongAnswerThatDoesNotFitBehindTheCut() {
    String space = " ".repeat(20_000);
    Map<AnswerType, String> begun =
        Map.of(
            AnswerType.NUMBER, "3" + space + "or 4",
            AnswerType.YES_NO, "yes" + space + "and no",
            AnswerType.CHOICE, "left" + space + "or right",
            AnswerType.BOX, "<box>[[0,0,500,500]]</box>" + space + "<box>[[1,",
            AnswerType.POINT, "<box>[[500,500]]</box>" + space + "<box>[[1,");

    begun.forEach(
        (type, text) -> {
          List<String> choices = type == AnswerType.CHOICE ? List.of("left", "right") : List.of();
          EndedRequest ended = ended(type, choices, text);

          assertThat(ended.event().getAnswers().get(0).getValid()).as(type.name()).isFalse();
          assertThat(ended.event().getReason()).isEqualTo("the answer does not fit its type: q1");
        });
  }

  @Test
  void shouldNotReadAnAnswerWithoutEnd() {
    String box = "<box>[[0,0,500,500]]</box>";
    for (AnswerType type : List.of(AnswerType.BOX, AnswerType.NUMBER)) {
      String begin = type == AnswerType.BOX ? box : "3";
      assertThat(answer(type, List.of(), begin + " ".repeat(1_000_000)).getValid()).isFalse();
    }
  }

  @Test
  void shouldCutNoCharacterInHalf() {
    Answer answer = answer(AnswerType.TEXT, List.of(), "a".repeat(19_999) + "\ud83d\ude00");

    assertThat(answer.getText()).isEqualTo("a".repeat(19_999));
  }

  private static EndedRequest cut(AnswerType type, String text) {
    InferenceRequest request = request(type, List.of());
    InferenceCompletion completion = TopologyHarness.completion(request, text);
    QuestionCompletion answer = completion.getCompletions().get(0);
    answer.setFinishReason(FinishReason.LENGTH);
    answer.setGeneratedTokens(16);
    answer.setKnownQuestion(false);
    return TypedAnswers.end(new PendingRequest(request, 0, List.of()), completion);
  }

  private static Answer answer(AnswerType type, List<String> choices, String text) {
    return ended(type, choices, text).event().getAnswers().get(0);
  }

  private static EndedRequest ended(AnswerType type, List<String> choices, String text) {
    InferenceRequest request = request(type, choices);
    return TypedAnswers.end(
        new PendingRequest(request, 0, List.of()), TopologyHarness.completion(request, text));
  }

  private static FrameRef frame(String id, int width, int height) {
    return new FrameRef("frames", 0, 0L, id, TestRecords.START, width, height);
  }

  private static InferenceRequest request(AnswerType type, List<String> choices) {
    Instant now = TestRecords.START;
    return InferenceRequest.newBuilder()
        .setRequestId("r1")
        .setSourceId(TopologyHarness.SOURCE)
        .setQuestionSetId("people")
        .setQuestionSetVersion(1)
        .setWindow(
            new WindowInfo(now, now.plusSeconds(4), 1, ClosedBy.IDLE, now, "", null, List.of()))
        .setFrames(List.of(frame("first", 64, 64), frame("last", 200, 100)))
        .setQuestions(List.of(new Question("q1", "What?", type, choices, SCHEMA, 0, null)))
        .setMaxTiles(1)
        .setMaxNewTokens(8)
        .setCreatedAt(now)
        .setDeadlineAt(now.plusSeconds(15))
        .setPriority(Priority.ROUTINE)
        .build();
  }
}
