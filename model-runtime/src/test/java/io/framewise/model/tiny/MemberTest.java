package io.framewise.model.tiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framewise.model.checkpoint.ExpectedTensors;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberTest {

  /** The parameter counts that the model cards state, in billions. */
  @ParameterizedTest
  @CsvSource({
    "INTERNVL3_1B, 0.938",
    "INTERNVL3_2B, 2.089",
    "INTERNVL3_8B, 7.944",
    "INTERNVL3_9B, 9.14",
    "INTERNVL3_14B, 15.12",
    "INTERNVL3_38B, 38.39",
    "INTERNVL3_78B, 78.41"
  })
  void shouldHaveAsManyParametersAsTheCardsSay(Member member, double billions) {
    long parameters =
        ExpectedTensors.of(member.config()).stream()
            .flatMap(group -> group.shapes().entrySet().stream())
            .filter(entry -> !RandomWeights.unused(entry.getKey(), member.kind()))
            .mapToLong(entry -> size(entry.getValue()))
            .sum();

    assertThat(parameters / 1e9).isCloseTo(billions, within(billions / 1000));
  }

  private static long size(List<Long> shape) {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
