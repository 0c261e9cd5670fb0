package io.framewise.admin.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.platform.topic.RecordPlace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordPlaceTest {

  private static final List<String> TOPICS = List.of("framewise.frames.video");

  @Test
  void shouldReadThePlacesThatItWrites() {
    String written = "framewise.frames.video-2@1234";

    assertThat(RecordPlace.find(written, TOPICS)).map(RecordPlace::toString).contains(written);
    assertThat(LetterPlace.parse("0@12")).hasToString("0@12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "framewise.events-0@1",
        "__consumer_offsets-0@1",
        "framewise.frames.video-0",
        "framewise.frames.video-0@-1",
        "framewise.frames.video-0@1234567890123456789",
        "part.png",
        ""
      })
  void shouldTrustNoTopicButThoseOfTheCatalogue(String text) {
    assertThat(RecordPlace.find(text, TOPICS)).isEmpty();
    assertThatThrownBy(() -> LetterPlace.parse(text)).isInstanceOf(UserError.class);
  }
}
