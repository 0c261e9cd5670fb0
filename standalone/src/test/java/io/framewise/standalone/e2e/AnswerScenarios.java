package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.SourceStatus;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** From files to typed events, and the accounts of it. */
interface AnswerScenarios {

  List<String> TIMINGS =
      List.of("queueMs", "fetchMs", "preprocessMs", "visionMs", "prefillMs", "decodeMs");

  OrdinaryRun run();

  @Test
  @ResourceLock(OrdinaryRun.LOCK)
  default void shouldAnswerEveryQuestionWithItsTypeWhenFilesAreRead() {
    run().awaitSettled();

    List<GenericRecord> events = run().events();
    assertThat(events)
        .extracting(event -> text(event, "sourceId"))
        .contains(OrdinaryRun.STREET, OrdinaryRun.CUT, OrdinaryRun.PLATES);
    assertThat(events).extracting(event -> text(event, "eventId")).doesNotHaveDuplicates();
    for (GenericRecord event : events) {
      assertThat(text(event, "status")).isIn("ANSWERED", "INVALID");
      Map<String, GenericRecord> answers = answers(event);
      if (text(event, "questionSetId").equals("quality")) {
        assertThat(answers).containsOnlyKeys("usable");
        requireYesOrNo(answers.get("usable"));
      } else {
        assertThat(answers).containsOnlyKeys("vehicle", "direction", "scene", "report");
        requireYesOrNo(answers.get("vehicle"));
        assertThat(text(answers.get("direction"), "choice")).isIn("left", "right");
        requireProbability(answers.get("direction"));
        assertThat(answers.get("scene").get("valid"))
            .isEqualTo(!text(answers.get("scene"), "text").isBlank());
        assertThat(text(answers.get("report"), "json"))
            .matches("\\{\"kind\":\"(car|bus)\",\"count\":\\d{1,2}\\}");
      }
    }
  }

  @Test
  @ResourceLock(OrdinaryRun.LOCK)
  default void shouldSayWhereEachAnswerComesFromWhenFilesAreRead() throws Exception {
    run().awaitSettled();

    for (GenericRecord event : run().events()) {
      GenericRecord model = (GenericRecord) event.get("model");
      assertThat(text(model, "name")).isEqualTo("ordinary-model");
      assertThat(text(model, "digest")).matches("[0-9a-f]{16}");
      GenericRecord timings = (GenericRecord) event.get("timings");
      assertThat(TIMINGS).allSatisfy(name -> assertThat((Long) timings.get(name)).isNotNegative());
      assertThat((Integer) timings.get("batchSize")).isPositive();
      GenericRecord usage = (GenericRecord) event.get("usage");
      assertThat((Integer) usage.get("imageTokens")).isPositive();
      List<GenericRecord> frames = records(event, "frames");
      assertThat(frames).hasSizeBetween(1, 4);
      for (GenericRecord reference : frames) {
        requirePicture(event, reference);
      }
    }
  }

  @Test
  @ResourceLock(OrdinaryRun.LOCK)
  default void shouldAccountForEveryPictureWhenSourcesHaveEnded() throws Exception {
    run().awaitSettled();

    List<GenericRecord> events = run().events();
    for (SourceStatus status : run().connectors().statuses()) {
      SourceAccount account = run().api().source(status.getSourceId());
      account.requireBalanceWithConnector();
      assertThat(account.connector("published")).isEqualTo(status.getPublished());
      for (String ending : List.of("ANSWERED", "INVALID", "EXPIRED", "FAILED", "SHED")) {
        assertThat(
                events.stream()
                    .filter(event -> text(event, "sourceId").equals(status.getSourceId()))
                    .filter(event -> text(event, "status").equals(ending)))
            .as("%s events of %s", ending, status.getSourceId())
            .hasSize((int) account.windows(ending.toLowerCase(Locale.ROOT)));
      }
    }
    SourceAccount street = run().api().source(OrdinaryRun.STREET);
    assertThat(street.connector("captured")).isEqualTo(10L * OrdinaryRun.VIDEO_SECONDS);
    assertThat(street.connector("rateCapped")).isEqualTo(5L * OrdinaryRun.VIDEO_SECONDS);
  }

  @Test
  @ResourceLock(OrdinaryRun.LOCK)
  default void shouldSayHowAVideoEndedWhenItIsOver() throws Exception {
    run().awaitSettled();

    SourceAccount street = run().api().source(OrdinaryRun.STREET);
    assertThat(street.state()).isEqualTo("ENDED");
    assertThat(street.message()).isEqualTo("end of file after 40 frames");
    SourceAccount cut = run().api().source(OrdinaryRun.CUT);
    assertThat(cut.state()).isEqualTo("BROKEN");
    assertThat(cut.message()).matches("cut\\.mp4 breaks off after [12]\\.\\d s of 4\\.0 s");
  }

  private void requirePicture(GenericRecord event, GenericRecord reference) throws Exception {
    GenericRecord frame =
        run()
            .reader()
            .at(
                text(reference, "topic"),
                (Integer) reference.get("partition"),
                (Long) reference.get("offset"));
    assertThat(text(frame, "frameId")).isEqualTo(text(reference, "frameId"));
    assertThat(text(frame, "sourceId")).isEqualTo(text(event, "sourceId"));
    ByteBuffer pixels = (ByteBuffer) frame.get("pixels");
    byte[] bytes = new byte[pixels.remaining()];
    pixels.get(bytes);
    boolean png = text(frame, "contentType").equals("image/png");
    assertThat(png).isEqualTo(text(event, "sourceId").equals(OrdinaryRun.PLATES));
    assertThat(bytes).startsWith(png ? new byte[] {(byte) 0x89, 'P', 'N', 'G'} : jpegMarker());
    var picture = ImageIO.read(new ByteArrayInputStream(bytes));
    assertThat(picture.getWidth()).isEqualTo(frame.get("width"));
    assertThat(picture.getHeight()).isEqualTo(frame.get("height"));
  }

  private static byte[] jpegMarker() {
    return new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
  }

  private static void requireYesOrNo(GenericRecord answer) {
    assertThat(answer.get("yesNo")).isIn(true, false);
    assertThat(text(answer, "text")).isEqualTo((Boolean) answer.get("yesNo") ? "yes" : "no");
    requireProbability(answer);
  }

  private static void requireProbability(GenericRecord answer) {
    // Of two allowed answers the better one has at least half.
    assertThat((Double) answer.get("probability")).isBetween(0.5, 1.0);
    assertThat(answer.get("valid")).isEqualTo(true);
  }

  private static Map<String, GenericRecord> answers(GenericRecord event) {
    return records(event, "answers").stream()
        .collect(Collectors.toMap(answer -> text(answer, "questionId"), Function.identity()));
  }

  private static List<GenericRecord> records(GenericRecord record, String field) {
    List<GenericRecord> records = new ArrayList<>();
    ((Iterable<?>) record.get(field)).forEach(item -> records.add((GenericRecord) item));
    return records;
  }

  private static String text(GenericRecord record, String field) {
    return String.valueOf(record.get(field));
  }
}
