package io.framewise.admin.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.topic.RecordPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramePlaceTest {

  private final Topics topics = new Topics("my-site.");

  @Test
  void shouldReadThePlaceThatTheApiWrites() {
    FrameRef ref = FramePlace.parse("my-site.frames.video-12@3456789012", topics);

    assertThat(ref.getTopic()).isEqualTo("my-site.frames.video");
    assertThat(ref.getPartition()).isEqualTo(12);
    assertThat(ref.getOffset()).isEqualTo(3_456_789_012L);
    assertThat(RecordPlace.of(ref)).hasToString("my-site.frames.video-12@3456789012");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "my-site.frames.video",
        "my-site.frames.video-1",
        "my-site.frames.video@1",
        "my-site.frames.video--1@1",
        "my-site.frames.video-1@-1",
        "my-site.frames.video-1@99999999999999999999",
        "my-site.events-0@1",
        "framewise.frames.video-0@1",
        "../my-site.frames.video-0@1"
      })
  void shouldRefuseWhatIsNoPlaceOnAFramesTopic(String text) {
    assertThatThrownBy(() -> FramePlace.parse(text, topics))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is not the place of a frame");
  }
}
