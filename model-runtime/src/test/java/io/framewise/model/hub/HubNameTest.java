package io.framewise.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubNameTest {

  @Test
  void shouldReadOwnerNameAndRevision() {
    assertThat(HubName.parse("OpenGVLab/InternVL3-1B-hf"))
        .contains(new HubName("OpenGVLab", "InternVL3-1B-hf", "main"));
    assertThat(HubName.parse("OpenGVLab/InternVL2_5-1B@refs/pr/3"))
        .contains(new HubName("OpenGVLab", "InternVL2_5-1B", "refs/pr/3"));
    assertThat(HubName.parse("o/n@v1").orElseThrow()).hasToString("o/n@v1");
    assertThat(HubName.parse("o/n@main").orElseThrow()).hasToString("o/n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "name",
        "a/b/c",
        "/a/b",
        "./a",
        "../a",
        "a/..",
        "a/b..c",
        "a/b--c",
        "a--b/c",
        "a/b.git",
        "-a/b",
        "a/b-",
        "a/b@",
        "a/b@../main",
        "a/b@x/../y",
        "a/b@x//y",
        "a/b@x/",
        "a b/c",
        "a/b?c",
        "a\\b/c"
      })
  void shouldNotTakeAnythingElseForAName(String text) {
    assertThat(HubName.parse(text)).isEmpty();
  }
}
