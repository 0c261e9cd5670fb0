package io.framewise.connectors.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {

  @Test
  void shouldNotTakeForAGroupWhatIsEscaped() {
    NamePattern pattern = NamePattern.of("\\(?<a>(?<part>.+)");

    assertThat(pattern.groups()).containsExactly("part");
    assertThat(pattern.attributes("(<a>door.png"))
        .containsOnlyKeys("part")
        .containsEntry("part", "door");
  }

  @Test
  void shouldKnowEveryGroupOfAlternatives() {
    NamePattern pattern = NamePattern.of("(?<part>\\d+)_(?<side>[lr])|(?<product>[a-z]+)");

    assertThat(pattern.groups()).containsExactly("part", "side", "product");
    assertThat(pattern.attributes("12_l.png")).containsOnlyKeys("part", "side");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\(?<a>.+", "[(?<a>]+", "\\Q(?<a>\\E"})
  void shouldRefuseAnExpressionWithoutAGroup(String written) {
    assertThatThrownBy(() -> NamePattern.of(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("names no group");
  }
}
