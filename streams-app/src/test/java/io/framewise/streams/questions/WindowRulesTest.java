package io.framewise.streams.questions;

import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowKind;
import io.framewise.contract.avro.WindowOverride;
import io.framewise.contract.avro.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowRulesTest {

  @ParameterizedTest
  @CsvSource({
    "TIME, VIDEO, 4",
    "TIME, SCREEN, 4",
    "CHANGE, SCREEN, 4",
    "IMAGE, INSPECTION, 1",
    "IMAGE, SCREEN, 1",
    "PART, INSPECTION, 3",
    "PAIR, INSPECTION, 2"
  })
  void shouldTakeAKindWhereItMakesSense(WindowKind kind, Domain domain, int frames) {
    assertThat(WindowRules.problems(set(kind, domain, frames))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CHANGE, VIDEO, 4, windows of change need the domain screen: a camera's pictures always differ",
    "CHANGE, INSPECTION, 4, windows of change need the domain screen: a camera's pictures always differ",
    "IMAGE, VIDEO, 1, 'windows of image are for the domains inspection and screen, not for video'",
    "IMAGE, INSPECTION, 4, a window of image has 1 frames; leave frames out",
    "PART, INSPECTION, 0, a window keeps 1 to 32 frames",
    "PAIR, INSPECTION, 3, a window of pair has 2 frames; leave frames out"
  })
  void shouldSayWhyAKindIsRefused(WindowKind kind, Domain domain, int frames, String problem) {
    assertThat(WindowRules.problems(set(kind, domain, frames))).containsExactly(problem);
  }

  @Test
  void shouldRefuseAHopWhereWindowsAreNotOfTime() {
    QuestionSet set = set(WindowKind.PART, Domain.INSPECTION, 4);
    set.getWindow().setHopMs(1000);

    assertThat(WindowRules.problems(set))
        .containsExactly("only windows of time have a hop; leave window-hop out");
  }

  @Test
  void shouldRefuseWindowsThatWouldBeOpenWithoutEnd() {
    assertThat(problemsOf(window -> window.setIdleMs(Duration.ofDays(2).toMillis())))
        .containsExactly("size, idle and grace must be at most a day");
    assertThat(problemsOf(window -> window.setGraceMs(Duration.ofDays(2).toMillis())))
        .containsExactly("size, idle and grace must be at most a day");
    assertThat(
            problemsOf(
                window -> {
                  window.setSizeMs(10);
                  window.setHopMs(10);
                  window.setGraceMs(1000);
                }))
        .singleElement()
        .asString()
        .startsWith("more than 64 windows of a source would be open at once");
  }

  private static List<String> problemsOf(Consumer<WindowSpec> change) {
    QuestionSet set = set(WindowKind.TIME, Domain.VIDEO, 4);
    change.accept(set.getWindow());
    return WindowRules.problems(set);
  }

  @Test
  void shouldRefuseAnOverrideThatIsForNobody() {
    assertThat(WindowRules.problems(withOverrides(override(List.of(), look -> {}))))
        .containsExactly("an override names 1 to 1000 sources");
  }

  @Test
  void shouldHoldOverridesAgainstTheSameRulesAndNameTheirSource() {
    WindowOverride tooMany = override(List.of("yard"), look -> look.setFrames(33));

    assertThat(WindowRules.problems(withOverrides(tooMany)))
        .containsExactly("override of yard: a window keeps 1 to 32 frames");
  }

  @Test
  void shouldRefuseTwoOverridesOfOneSource() {
    WindowOverride one = override(List.of("yard", "gate"), look -> {});
    WindowOverride other = override(List.of("door", "yard"), look -> {});

    assertThat(WindowRules.problems(withOverrides(one, other)))
        .containsExactly("source yard has two overrides");
  }

  @Test
  void shouldLookAtASourceAsItsOverrideSaysAndAtOthersAsBefore() {
    QuestionSet set =
        withOverrides(
            override(
                List.of("yard"),
                look -> {
                  look.setSizeMs(10_000L);
                  look.setMaxTiles(6);
                }));

    WindowSpec yard = WindowSpecs.of(set, "yard");
    assertThat(yard.getSizeMs()).isEqualTo(10_000);
    assertThat(yard.getHopMs()).as("windows that did not overlap").isEqualTo(10_000);
    assertThat(yard.getMaxTiles()).isEqualTo(6);
    assertThat(yard.getFrames()).isEqualTo(set.getWindow().getFrames());
    assertThat(WindowSpecs.of(set, "gate")).isEqualTo(set.getWindow());
  }

  private static QuestionSet set(WindowKind kind, Domain domain, int frames) {
    QuestionSet set = QuestionSet.newBuilder(questionSet("any")).setDomain(domain).build();
    set.getWindow().setKind(kind);
    set.getWindow().setFrames(frames);
    return set;
  }

  private static QuestionSet withOverrides(WindowOverride... overrides) {
    return QuestionSet.newBuilder(questionSet("any")).setOverrides(List.of(overrides)).build();
  }

  private static WindowOverride override(List<String> sources, Consumer<WindowOverride> look) {
    WindowOverride override = WindowOverride.newBuilder().setSourceIds(sources).build();
    look.accept(override);
    return override;
  }
}
