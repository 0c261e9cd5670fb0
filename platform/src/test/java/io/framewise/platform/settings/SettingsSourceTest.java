package io.framewise.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsSourceTest {

  record Inner(
      @Setting(value = "1s", doc = "pause") Duration pause,
      @Setting(value = "a, b", doc = "names") List<String> names) {}

  enum Colour {
    RED,
    BLUE
  }

  record Outer(
      @Setting(value = "4", doc = "size") int size,
      @Setting(value = "red", doc = "colour") Colour colour,
      @Setting(doc = "inner") Inner inner,
      @Setting(doc = "by name") Map<String, Inner> byName) {

    Outer {
      Check.between("size", size, 1, 8);
    }
  }

  @Test
  void shouldTakeTheDefaultsWhenNothingIsGiven() {
    Outer outer = bind("", Map.of(), Map.of());

    assertThat(outer.size()).isEqualTo(4);
    assertThat(outer.inner()).isEqualTo(new Inner(Duration.ofSeconds(1), List.of("a", "b")));
  }

  @Test
  void shouldLetFlagsWinOverTheEnvironmentAndTheEnvironmentOverTheFile() {
    String file = "model: {size: 5, inner: {pause: 5s}}";

    assertThat(bind(file, Map.of(), Map.of()).size()).isEqualTo(5);
    assertThat(bind(file, Map.of("FRAMEWISE_MODEL_SIZE", "6"), Map.of()).size()).isEqualTo(6);
    assertThat(bind(file, Map.of("FRAMEWISE_MODEL_SIZE", "6"), Map.of("model.size", "7")).size())
        .isEqualTo(7);
    assertThat(bind(file, Map.of("FRAMEWISE_MODEL_INNER_PAUSE", "250ms"), Map.of()).inner().pause())
        .isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void shouldFillDefaultsInsideMapsWhenAnEntryLeavesThemOut() {
    Outer outer =
        bind(
            "model: {by-name: {door: {names: [x]}}}",
            Map.of(),
            Map.of("model.by-name.gate.pause", "2m"));

    assertThat(outer.byName().get("door"))
        .isEqualTo(new Inner(Duration.ofSeconds(1), List.of("x")));
    assertThat(outer.byName().get("gate").pause()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void shouldGiveEveryEntryWhatTheStarHasAndTheEntryHasNot() {
    Outer outer =
        bind(
            "model: {by-name: {'*': {pause: 7s, names: [x]}, door: {names: [y]}, gate:}}",
            Map.of(),
            Map.of("model.by-name.*.pause", "8s", "model.by-name.yard.pause", "9s"));

    assertThat(outer.byName())
        .containsOnly(
            Map.entry("door", new Inner(Duration.ofSeconds(8), List.of("y"))),
            Map.entry("gate", new Inner(Duration.ofSeconds(8), List.of("x"))),
            Map.entry("yard", new Inner(Duration.ofSeconds(9), List.of("x"))));
  }

  @Test
  void shouldNameAnUnknownKeyOfTheStar() {
    assertThatThrownBy(() -> bind("model: {by-name: {'*': {puase: 7s}}}", Map.of(), Map.of()))
        .hasMessageContaining("model.by-name.*.puase, did you mean model.by-name.*.pause?");
  }

  @Test
  void shouldNameEveryUnknownKeyAndSuggestTheNearestAtOnce() {
    assertThatThrownBy(
            () ->
                bind(
                    "model: {sise: 5, inner: {puase: 5s}, by-name: {door: {nmaes: x}}}",
                    Map.of(),
                    Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("unknown setting model.sise, did you mean model.size?")
        .hasMessageContaining("unknown setting model.inner.puase, did you mean model.inner.pause?")
        .hasMessageContaining(
            "unknown setting model.by-name.door.nmaes, did you mean model.by-name.door.names?");
  }

  @Test
  void shouldRefuseUnknownSectionsWhereverTheyAreGiven() {
    assertThatThrownBy(() -> bind("modle: {}", Map.of(), Map.of()))
        .hasMessageContaining("did you mean model?");
    assertThatThrownBy(() -> bind("", Map.of("FRAMEWISE_MODLE_SIZE", "1"), Map.of()))
        .hasMessageContaining("FRAMEWISE_MODLE_SIZE");
    assertThatThrownBy(() -> bind("", Map.of("FRAMEWISE_MODEL_SISE", "1"), Map.of()))
        .hasMessageContaining("did you mean FRAMEWISE_MODEL_SIZE?");
    assertThatThrownBy(() -> bind("", Map.of(), Map.of("modle.size", "1")))
        .hasMessageContaining("did you mean model?");
  }

  @Test
  void shouldNameTheKeyAndItsBoundWhenAValueIsOutOfBounds() {
    assertThatThrownBy(() -> bind("model: {size: 9}", Map.of(), Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("size must be between 1 and 8, is 9");
    assertThatThrownBy(() -> bind("model: {inner: {pause: soon}}", Map.of(), Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("inner.pause")
        .hasMessageContaining("'soon' is not a duration");
    assertThatThrownBy(() -> bind("model: {size: many}", Map.of(), Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("model.size: 'many' is not a whole number");
    assertThatThrownBy(() -> bind("model: {colour: green}", Map.of(), Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("model.colour: 'green' is not one of red, blue");
  }

  @Test
  void shouldRefuseValuesWhereKeysAreNeeded() {
    assertThatThrownBy(() -> bind("model: 5", Map.of(), Map.of()))
        .hasMessageContaining("model must hold keys");
    assertThatThrownBy(() -> bind("model: {inner: 5}", Map.of(), Map.of()))
        .hasMessageContaining("model.inner must hold keys");
    assertThatThrownBy(() -> bind("model: {by-name: {door: 5}}", Map.of(), Map.of()))
        .hasMessageContaining("model.by-name.door must hold keys");
    assertThatThrownBy(() -> bind("[1, 2]", Map.of(), Map.of()))
        .hasMessageContaining("is not a list of sections");
    assertThatThrownBy(() -> bind("model: {size: 1, size: 2}", Map.of(), Map.of()))
        .hasMessageContaining("is not valid YAML");
  }

  @Test
  void shouldNameTheFileWhenItCannotBeRead() {
    assertThatThrownBy(() -> SettingsSource.read(Path.of("no", "such.yaml"), Map.of(), Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("such.yaml");
  }

  private static Outer bind(
      String yaml, Map<String, String> environment, Map<String, String> flags) {
    return SettingsSource.parse("test.yaml", yaml, environment, flags)
        .bind(Section.MODEL, Outer.class);
  }
}
