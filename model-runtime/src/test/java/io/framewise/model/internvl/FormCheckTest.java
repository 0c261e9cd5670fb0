package io.framewise.model.internvl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.StoredTensor;
import io.framewise.model.checkpoint.StoredType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each weight is looked at whole, whatever stood before it. */
class FormCheckTest {

  private PtNDManager manager;
  private Program program;
  private BesideLoading beside;

  @BeforeEach
  void open() {
    DjlEnvironment.prepare();
    manager = (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch");
    InternVl.prepareThread(1);
    program = Program.load(manager, ProgramText.ofLayers());
    beside = new BesideLoading(2, 1);
  }

  @AfterEach
  void close() {
    beside.close();
    program.close();
    manager.close();
  }

  private static long noTime() {
    throw new IllegalStateException("the time was asked for");
  }

  /** Random numbers, the first of this sign. */
  private static StoredTensor weight(long rows, long columns, int sign) {
    SplittableRandom random = new SplittableRandom(rows + sign);
    int numbers = Math.toIntExact(rows * columns);
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(numbers * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(0.5f * sign);
    while (bytes.hasRemaining()) {
      bytes.putFloat((float) random.nextDouble(-1, 1));
    }
    return new StoredTensor(StoredType.F32, List.of(rows, columns), List.of(bytes.flip()));
  }

  private FormCheck check(LyingForms lie, LongSupplier clock, String... timed) {
    return check(ComputeType.FLOAT32, lie, clock, timed);
  }

  private FormCheck check(ComputeType type, LyingForms lie, LongSupplier clock, String... timed) {
    if (lie != null) {
      program.close();
      program = lie.layers(manager);
    }
    FormProgram forms = new FormProgram(program, type);
    return new FormCheck(forms, new FormTimer(clock), beside, Set.of(timed));
  }

  private WeightForm form(FormCheck check, String name, StoredTensor weight, WeightForm wished) {
    List<WeightForm> made = begun(check, name, weight, wished);
    check.finish();
    return made.get(0);
  }

  /** Gets its form later. */
  private List<WeightForm> begun(
      FormCheck check, String name, StoredTensor weight, WeightForm wished) {
    List<WeightForm> forms = new ArrayList<>();
    check.make(manager, name, weight, wished, Devices.CPU, made -> forms.add(made.form()));
    return forms;
  }

  @Test
  void shouldUseWhatIsRightWhateverTheSize() {
    FormCheck check = check(null, FormCheckTest::noTime);

    assertThat(form(check, "a.weight", weight(128, 192, 1), WeightForm.PACKED))
        .isEqualTo(WeightForm.PACKED);
    assertThat(form(check, "b.weight", weight(97, 40, 1), WeightForm.PADDED))
        .isEqualTo(WeightForm.PADDED);
    assertThat(form(check, "d.weight", weight(128, 192, 1), WeightForm.INT4))
        .isEqualTo(WeightForm.INT4);
    assertThat(form(check, "e.weight", weight(97, 40, 1), WeightForm.INT8_WEIGHTS))
        .isEqualTo(WeightForm.INT8_WEIGHTS);
    assertThat(check.refusals().line()).isEmpty();
    assertThat(check.used()).containsExactly("int4", "int8 weights", "packed", "padded");
  }

  @Test
  void shouldComputeWithEightBitsOrKeepThemOnlyWhereTheirProductsAreCutOff() {
    FormCheck check = check(null, FormCheckTest::noTime);

    WeightForm made = form(check, "a.weight", weight(97, 40, 1), WeightForm.INT8);

    boolean refused = check.refusals().line().contains("int8 of a.weight");
    assertThat(made).isEqualTo(refused ? WeightForm.INT8_WEIGHTS : WeightForm.INT8);
  }

  /** The larger one has more than six million numbers. */
  @ParameterizedTest
  @CsvSource({
    "FLOAT32, PACKED_WRONG_FOR_SEVERAL_ROWS, PACKED, 128, 192",
    "FLOAT32, PACKED_WITHOUT_THE_LAST_COLUMNS, PACKED, 128, 192",
    "FLOAT32, PACKED_WITHOUT_THE_LAST_COLUMNS, PACKED, 3072, 2048",
    "FLOAT32, PACKED_WITHOUT_THE_LAST_COLUMNS, PADDED, 97, 192",
    "FLOAT32, PACKING_FAILS, PACKED, 128, 192",
    "FLOAT32, INT8_OPERATOR, INT8, 128, 192",
    "BFLOAT16, INT8_OPERATOR, INT8, 128, 192",
    "BFLOAT16, INT8_FAILS, INT8, 128, 192",
    "BFLOAT16, INT8_LOSES_COLUMNS, INT8, 128, 192",
    "BFLOAT16, INT8_WITH_ONE_SCALE, INT8, 128, 192",
    "BFLOAT16, INT8_WEIGHTS_FAIL, INT8_WEIGHTS, 128, 192",
    "BFLOAT16, INT8_WEIGHTS_OPERATOR, INT8_WEIGHTS, 128, 192",
    "BFLOAT16, INT4_FAILS, INT4, 128, 192",
    "FLOAT32, INT4_UNPACKED_IN_ANOTHER_ORDER, INT4, 128, 192",
    "BFLOAT16, INT4_UNPACKED_IN_ANOTHER_ORDER, INT4, 128, 192"
  })
  void shouldUseAWrongFormForNoWeightOfAShape(
      ComputeType type, LyingForms lie, WeightForm wished, long rows, long columns) {
    FormCheck check = check(type, lie, FormCheckTest::noTime);
    WeightForm fallback = wished.fallback().orElseThrow();

    for (String name : List.of("a.weight", "b.weight", "c.weight")) {
      assertThat(form(check, name, weight(rows, columns, 1), wished)).isEqualTo(fallback);
    }
    assertThat(check.refusals().line()).contains(wished.label() + " of a.weight", "and 2 more");
  }

  @ParameterizedTest
  @CsvSource({
    "PACKED_WRONG_NOW_AND_THEN, 128, 192",
    "PACKED_WITH_SHIFTED_COLUMNS_NOW_AND_THEN, 128, 192",
    "PACKED_WITH_SHIFTED_COLUMNS_NOW_AND_THEN, 3072, 2048"
  })
  void shouldLookAtEachWeightOfAShapeWhole(LyingForms lie, long rows, long columns) {
    FormCheck check = check(lie, FormCheckTest::noTime);

    assertThat(form(check, "a.weight", weight(rows, columns, 1), WeightForm.PACKED))
        .isEqualTo(WeightForm.PACKED);
    assertThat(form(check, "b.weight", weight(rows, columns, -1), WeightForm.PACKED))
        .isEqualTo(WeightForm.PLAIN);
    assertThat(form(check, "c.weight", weight(rows, columns, 1), WeightForm.PACKED))
        .as("right by itself, but of a shape that is not to be trusted")
        .isEqualTo(WeightForm.PLAIN);
    assertThat(check.refusals().line()).contains("packed of b.weight", "and 1 more");
  }

  @Test
  void shouldNotUseAFormForAWeightThatWasMadeBeforeAnotherOfItsShapeWasFoundWrong() {
    FormCheck check = check(LyingForms.PACKED_WRONG_NOW_AND_THEN, FormCheckTest::noTime);
    List<WeightForm> before = begun(check, "a.weight", weight(128, 192, 1), WeightForm.PACKED);
    List<WeightForm> wrong = begun(check, "b.weight", weight(128, 192, -1), WeightForm.PACKED);
    List<WeightForm> after = begun(check, "c.weight", weight(128, 192, 1), WeightForm.PACKED);
    assertThat(after).as("while it is looked at").isEmpty();

    check.finish();

    assertThat(before).containsExactly(WeightForm.PACKED);
    assertThat(wrong).containsExactly(WeightForm.PLAIN);
    assertThat(after).as("of a shape that is not to be trusted").containsExactly(WeightForm.PLAIN);
    assertThat(check.refusals().line()).contains("packed of b.weight", "and 1 more");
  }

  @Test
  void shouldRoundWhatFourBitsStandForOnce() {
    FormProgram forms = new FormProgram(program, ComputeType.BFLOAT16);
    StoredTensor weight = weight(192, 128, 1);
    NDArray ones = forms.computed(manager, manager.eye(128));

    float[] unpacked = products(forms, weight, WeightForm.INT4, ones);

    assertThat(ones.getShape().get(0)).isGreaterThan(WeightForm.INT4.switchRows(forms.type()));
    assertThat(unpacked).containsExactly(products(forms, weight, WeightForm.INT4_WIDENED, ones));
  }

  private float[] products(
      FormProgram forms, StoredTensor weight, WeightForm form, NDArray inputs) {
    NDList parts = forms.made(manager, form, weight, Devices.CPU);
    NDArray product = forms.product(manager, form, parts, inputs);
    return new FormProgram(program, ComputeType.FLOAT32).computed(manager, product).toFloatArray();
  }

  @Test
  void shouldNotUseAFormThatIsSlowerButUseQuantizedWeightsForTheirMemory() {
    FormCheck check = check(null, FormTimerTest.clock(13, 10), "a.weight", "c.weight", "e.weight");

    assertThat(form(check, "a.weight", weight(64, 64, 1), WeightForm.PACKED))
        .isEqualTo(WeightForm.PLAIN);
    assertThat(form(check, "b.weight", weight(65, 64, 1), WeightForm.PADDED))
        .as("of another shape, and not timed itself")
        .isEqualTo(WeightForm.PLAIN);
    assertThat(form(check, "c.weight", weight(64, 64, 1), WeightForm.INT8))
        .as("as many bits, and slower too")
        .isEqualTo(WeightForm.INT8_WEIGHTS);
    assertThat(form(check, "d.weight", weight(65, 64, 1), WeightForm.INT8))
        .as("not timed itself")
        .isEqualTo(WeightForm.INT8_WEIGHTS);
    assertThat(form(check, "e.weight", weight(64, 64, 1), WeightForm.INT4))
        .isEqualTo(WeightForm.INT4);
    assertThat(check.slow())
        .contains(WeightForm.PACKED, WeightForm.PADDED, WeightForm.INT8_WEIGHTS, WeightForm.INT4);
  }
}
