package io.framewise.standalone.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.source.CapturedImage;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.FrameHeader;
import io.framewise.standalone.samples.SamplePictures;
import io.framewise.standalone.samples.SampleVideo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SceneTruthTest {

  private final SceneTruth video = SceneTruth.video();

  @Test
  void shouldTellOfTheVideoWhatIsSeenAtThePlacesOfItsFrames() {
    Truth truth = video.of(at("20.500000", "21.500000", "22.500000")).orElseThrow();

    assertThat(truth.answers()).isEqualTo(SampleVideo.scene().answers(List.of(20.5, 21.5, 22.5)));
    assertThat(truth.things()).isEqualTo(SampleVideo.scene().things(22.5));
  }

  @Test
  void shouldTellNothingWhenTheVideoBeganAnewBetweenTwoFrames() {
    assertThat(video.of(at("59.500000", "0.500000"))).isEmpty();
  }

  @Test
  void shouldTellNothingOfFramesWithoutAPlace() {
    assertThat(video.of(List.of(frame(Map.of())))).isEmpty();
    assertThat(video.of(at("1e3"))).isEmpty();
    assertThat(video.of(List.of())).isEmpty();
  }

  @Test
  void shouldKnowPicturesByTheNameOfTheirFile() {
    SceneTruth screens = SceneTruth.pictures(SamplePictures.SCREENS);
    FrameHeader second = frame(Map.of(CapturedImage.FILE_NAME, "screen-02.jpg"));

    assertThat(screens.of(List.of(second)).orElseThrow().answers())
        .isEqualTo(SamplePictures.SCREENS.pictures().get("screen-02.jpg").answers());
    assertThat(screens.of(List.of(second, second))).isEmpty();
    assertThat(screens.of(List.of(frame(Map.of(CapturedImage.FILE_NAME, "mine.jpg"))))).isEmpty();
  }

  private static List<FrameHeader> at(String... mediaTimes) {
    return Stream.of(mediaTimes)
        .map(time -> frame(Map.of(CapturedImage.MEDIA_TIME, time)))
        .toList();
  }

  private static FrameHeader frame(Map<String, String> attributes) {
    return FrameHeader.newBuilder()
        .setFrameId("frame")
        .setSourceId("street")
        .setDomain(Domain.VIDEO)
        .setSequence(0)
        .setCapturedAt(Instant.EPOCH)
        .setWidth(448)
        .setHeight(448)
        .setContentType("image/jpeg")
        .setAttributes(attributes)
        .build();
  }
}
