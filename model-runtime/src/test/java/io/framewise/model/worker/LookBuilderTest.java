package io.framewise.model.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.avro.FrameRef;
import io.framewise.model.settings.ModelSettings;
import io.framewise.platform.frame.FrameReader;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.platform.image.Decoders;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
@Timeout(120)
class LookBuilderTest {

  private Wire wire;
  private FrameReader reader;

  @BeforeEach
  void connect(Wire given) {
    wire = given;
    FrameRecords records = new FrameRecords(given.topics(), given.registry());
    reader = new FrameReader(given.kafka(), records, Duration.ofSeconds(30));
  }

  @AfterEach
  void close() {
    reader.close();
  }

  private Prepared build(ImageDecoder decoder, FrameRef frame) {
    ScriptedEngine engine = new ScriptedEngine();
    ModelSettings settings = new Workers(wire).settings();
    TileRoom room = TileRoom.of(settings.batchTiles(), engine, Long.MAX_VALUE);
    FramePictures frames = new FramePictures(reader, decoder, engine, room, new KnownFrames());
    LookBuilder builder = new LookBuilder(frames, settings.maxTiles(), room, new Counters());
    return builder.build(Requests.claim(Requests.request("r", frame).build()));
  }

  @Test
  void shouldRefuseAFrameWhosePictureHasAnotherSizeThanItsRecordSays() throws IOException {
    ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
    FrameRef turned = wire.writeFrame("f1", picture("turned-6.jpg"), 43, 29);
    FrameRef upright = wire.writeFrame("f2", picture("turned-6.jpg"), 29, 43);

    assertThatThrownBy(() -> build(decoder, turned))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("bad-image: frame f1: its record says 43 x 29, its picture")
        .hasMessageContaining("29 x 43")
        .hasMessageContaining("EXIF");
    assertThat(build(decoder, upright).look().pictures()).hasSize(1);
  }

  @Test
  void shouldLeaveARequestToAnotherTimeWhenThereIsNoRoomToDecode() {
    FrameRef frame = wire.writeFrame("f1", Requests.png());

    assertThatThrownBy(() -> build(Decoders.busy(), frame)).isInstanceOf(RetriableException.class);
  }

  private static byte[] picture(String name) throws IOException {
    try (InputStream picture = LookBuilderTest.class.getResourceAsStream("/pictures/" + name)) {
      return picture.readAllBytes();
    }
  }
}
