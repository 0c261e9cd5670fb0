package io.framewise.streams.api.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.platform.image.Decoders;
import io.framewise.streams.api.http.Problem;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramePicturesTest {

  private final FramePictures pictures = new FramePictures(null, null);

  @ParameterizedTest
  @ValueSource(strings = {"turned-6.png", "turned-6.webp", "turned-6.tif"})
  void shouldShowAPictureUprightThatIsNoJpeg(String name) throws IOException {
    BufferedImage shown = shown(name);

    assertThat(shown.getWidth()).isEqualTo(29);
    assertThat(shown.getHeight()).isEqualTo(43);
    // The block of red, which lies 10 to 25 from the left and 8 to 20 from the top as stored.
    assertThat(shown.getRGB(29 - 1 - 14, 17) >> 16 & 0xFF).isGreaterThan(200);
    assertThat(shown.getRGB(29 - 1 - 14, 17) >> 8 & 0xFF).isLessThan(60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb.bmp", "rgb.tif", "v5-profile.bmp"})
  void shouldShowWhatIndustrialCamerasWriteAsJpeg(String name) throws IOException {
    BufferedImage shown = shown(name);

    assertThat(shown.getWidth()).isEqualTo(43);
    assertThat(shown.getRGB(17, 14) >> 16 & 0xFF).isGreaterThan(200);
    assertThat(shown.getRGB(17, 14) >> 8 & 0xFF).isLessThan(60);
  }

  @Test
  void shouldLeaveAJpegAsItCameForTheBrowserToTurn() throws IOException {
    assertThat(pictures.jpeg(frame("turned-6.jpg"))).isEqualTo(bytes("turned-6.jpg"));
  }

  @Test
  void shouldAskForPatienceWhenThereIsNoRoomToDecode() throws IOException {
    FramePictures busy = new FramePictures(null, null, Decoders.busy());
    Frame frame = frame("rgb.png");

    assertThatThrownBy(() -> busy.jpeg(frame))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(503));
  }

  private BufferedImage shown(String name) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(pictures.jpeg(frame(name))));
  }

  private static Frame frame(String name) throws IOException {
    return Frame.newBuilder()
        .setFrameId("f")
        .setSourceId("s")
        .setDomain(Domain.INSPECTION)
        .setSequence(0)
        .setCapturedAt(Instant.EPOCH)
        .setWidth(1)
        .setHeight(1)
        .setContentType("image/x")
        .setPixels(ByteBuffer.wrap(bytes(name)))
        .build();
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream picture = FramePicturesTest.class.getResourceAsStream("/pictures/" + name)) {
      return picture.readAllBytes();
    }
  }
}
