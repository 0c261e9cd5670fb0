package io.framewise.model.internvl;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.internvl.FormFinding.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormExaminationTest {

  /** But for the products with eight bits, which old processors cut off. */
  @Test
  void shouldFindEveryFormRightOrNotOffered() {
    List<FormFinding> findings = FormExamination.run(1);

    assertThat(findings)
        .filteredOn(finding -> !finding.form().equals("int8"))
        .allSatisfy(
            finding ->
                assertThat(finding.verdict())
                    .isIn(Verdict.RIGHT, Verdict.SLOWER, Verdict.NOT_OFFERED));
    assertThat(findings)
        .filteredOn(finding -> finding.type() == ComputeType.FLOAT32)
        .extracting(FormFinding::form)
        .containsExactly("packed", "padded", "int8", "int8 weights", "int4", "attention by group");
    assertThat(findings)
        .filteredOn(
            finding -> finding.type() == ComputeType.FLOAT32 && !finding.form().equals("int8"))
        .allSatisfy(finding -> assertThat(finding.error()).isLessThan(finding.bound()))
        .allSatisfy(finding -> assertThat(finding.speed()).isPresent());
  }

  @Test
  void shouldFindWhatErrs() {
    assertThat(verdict(LyingForms.INT8_OPERATOR, ComputeType.FLOAT32, "int8"))
        .isEqualTo(Verdict.WRONG);
    assertThat(verdict(LyingForms.PACKING_FAILS, ComputeType.FLOAT32, "packed"))
        .isEqualTo(Verdict.FAILS);
  }

  private static Verdict verdict(LyingForms lie, ComputeType type, String form) {
    return lie.examine(type).stream()
        .filter(finding -> finding.form().equals(form))
        .findFirst()
        .orElseThrow()
        .verdict();
  }
}
