package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.framewise.model.chat.AnswerListener;
import io.framewise.model.chat.ChatSession;
import io.framewise.model.chat.GenerationOptions;
import io.framewise.model.chat.Turn;
import io.framewise.model.checkpoint.Checkpoint;
import io.framewise.model.internvl.ComputeOptions;
import io.framewise.model.internvl.ComputeType;
import io.framewise.model.internvl.Devices;
import io.framewise.model.internvl.InternVl;
import io.framewise.model.internvl.LyingForms;
import io.framewise.model.internvl.Processor;
import io.framewise.model.internvl.PromptFormat;
import io.framewise.model.internvl.Quantization;
import io.framewise.model.internvl.Tokens;
import io.framewise.model.tiny.TinyCheckpoint;
import io.framewise.testing.LogLines;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Where an operator of the processor errs, answers come from another one, and are right. */
class LyingFormsTest {

  /** More than either switch between operators. */
  private static final long[] IDS = LongStream.range(0, 120).map(i -> i * 7 % 256).toArray();

  /** What is lost where input is rounded to eight bits too, and not where another form steps in. */
  private static final double OF_ROUNDED_INPUT = 0.15;

  private static final Set<LyingForms> OF_EIGHT_BITS =
      Set.of(LyingForms.INT8_OPERATOR, LyingForms.INT8_FAILS);

  private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.framewise.model.internvl");

  @TempDir private static Path directory;

  private final LogLines logged = new LogLines();

  @BeforeAll
  static void write() {
    TinyCheckpoint.write(directory, 1);
  }

  @BeforeEach
  void listen() {
    LOG.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    LOG.detachAppender(logged);
  }

  private static TinyModel open(LyingForms lie, ComputeOptions options) {
    Checkpoint checkpoint = Checkpoint.open(directory);
    InternVl model =
        lie == null ? InternVl.load(checkpoint, options) : lie.load(checkpoint, options);
    return new TinyModel(model, Tokens.open(directory));
  }

  private static ComputeOptions options(Quantization quantization) {
    return new ComputeOptions(ComputeType.FLOAT32, quantization, Devices.parse("cpu"), 1);
  }

  private static List<Long> answer(TinyModel tiny) {
    try (ChatSession chat = new ChatSession(tiny.parts(PromptFormat.DEFAULT_SYSTEM), 1)) {
      GenerationOptions options = GenerationOptions.greedy(8);
      Turn turn = Turn.User.of("Hello there");
      return chat.answer(turn, options, AnswerListener.NONE).replies().get(0).tokens().stream()
          .map(GeneratedToken::id)
          .toList();
    }
  }

  private String warnings() {
    return String.join(
        "\n",
        logged.list.stream()
            .filter(event -> event.getLevel() == Level.WARN)
            .map(ILoggingEvent::getFormattedMessage)
            .toList());
  }

  @Test
  void shouldGiveTheTokensOfEveryProcessor() {
    try (TinyModel tiny = open(null, options(Quantization.NONE))) {
      assertThat(answer(tiny)).containsExactly(295L, 76L, 404L, 317L, 300L, 110L, 409L, 393L);
      assertThat(warnings()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PACKED_IN_ANOTHER_ORDER, packed of ",
    "PACKED_WITH_A_WRONG_ROW, packed of ",
    "PACKED_WRONG_NOW_AND_THEN, packed of ",
    "PACKED_WRONG_FOR_SEVERAL_ROWS, packed of ",
    "PACKED_WITHOUT_THE_LAST_COLUMNS, packed of ",
    "PADDED_WITH_A_WRONG_ROW, padded of lm_head.weight",
    "PACKING_FAILS, it fails",
    "ATTENTION, attention by group",
    "ATTENTION_OF_LATER_LOOKS, attention by group",
    "ATTENTION_OF_LATER_QUERIES, attention by group",
    "ATTENTION_OF_PICTURES, attention by group"
  })
  void shouldGiveTheSameTokensWhereAnOperatorErrs(LyingForms lie, String named) {
    try (TinyModel tiny = open(lie, options(Quantization.NONE))) {
      assertThat(answer(tiny)).containsExactly(295L, 76L, 404L, 317L, 300L, 110L, 409L, 393L);
      assertThat(warnings()).contains(named, Processor.name()).doesNotContain("\n");
      assertThat(tiny.model().forms())
          .contains(lie.name().startsWith("ATTENTION") ? "attention at once" : "float32 plain");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldNoticeAttentionThatIsALittleTooLargeInEachTypeThatItIsOfferedIn(ComputeType type) {
    ComputeOptions options = new ComputeOptions(type, Quantization.NONE, Devices.parse("cpu"), 1);
    try (TinyModel right = open(null, options);
        TinyModel wrong = open(LyingForms.ATTENTION_TOO_LARGE, options)) {
      boolean offered = packs(right, type);
      assertThat(right.model().forms())
          .contains(offered ? "attention by group" : "attention at once");
      assertThat(wrong.model().forms()).contains("attention at once");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32, INT8, INT8_OPERATOR, float32 int8 weights",
    "BFLOAT16, INT8, INT8_OPERATOR, bfloat16 int8 weights",
    "BFLOAT16, INT8, INT8_FAILS, bfloat16 int8 weights",
    "BFLOAT16, INT8, INT8_FAILS_IN_EACH_WAY, bfloat16 int8 widened",
    "BFLOAT16, INT4, INT4_OPERATOR, bfloat16 int4 widened",
    "BFLOAT16, INT4, INT4_FAILS, bfloat16 int4 widened",
    "BFLOAT16, INT4, INT4_UNPACKED_IN_ANOTHER_ORDER, bfloat16 int4 widened",
    "FLOAT32, INT4, INT4_UNPACKED_IN_ANOTHER_ORDER, float32 int4 widened",
    "FLOAT32, INT4, WIDENED_PRODUCT, widened weights multiplied plainly"
  })
  void shouldComputeWithTheSameWeightsWhereAQuantizedOperatorErrs(
      ComputeType type, Quantization quantization, LyingForms lie, String form) {
    ComputeOptions options = new ComputeOptions(type, quantization, Devices.parse("cpu"), 1);
    double rounding = type == ComputeType.FLOAT32 ? 1e-4 : 0.05;
    double bound = quantization == Quantization.INT8 ? OF_ROUNDED_INPUT : rounding;
    float[] expected = {};
    boolean asked;
    try (TinyModel tiny = open(null, options)) {
      expected = tiny.logitsOf(IDS, List.of());
      // Products of eight bits are not asked for where oneDNN does not compute in the type.
      asked = !OF_EIGHT_BITS.contains(lie) || packs(tiny, type);
    }
    logged.list.clear(); // some processors cut such products off, which is told of both
    try (TinyModel tiny = open(lie, options)) {
      assertThat(GoldenNumbers.error(tiny.logitsOf(IDS, List.of()), expected)).isLessThan(bound);
      assertThat(tiny.model().forms()).contains(form);
      assertThat(warnings()).contains(asked ? Processor.name() : "").doesNotContain("\n");
      assertThat(warnings().isEmpty()).isNotEqualTo(asked);
    }
  }

  private static boolean packs(TinyModel tiny, ComputeType type) {
    return tiny.model().forms().contains(type.name().toLowerCase(Locale.ROOT) + " packed");
  }
}
