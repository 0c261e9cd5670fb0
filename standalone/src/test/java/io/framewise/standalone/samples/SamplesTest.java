package io.framewise.standalone.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {

  @TempDir private Path directory;

  @Test
  void shouldDrawPicturesOfBothFormatsWhenRendered() throws Exception {
    SamplePictures.PARTS.render(directory);

    List<Path> pictures = files(directory);
    assertThat(pictures).hasSize(SamplePictures.COUNT);
    assertThat(pictures).filteredOn(picture -> picture.toString().endsWith(".png")).hasSize(6);
    for (Path picture : pictures) {
      BufferedImage image = ImageIO.read(picture.toFile());
      assertThat(image.getWidth()).as(picture.toString()).isEqualTo(PartPicture.WIDTH);
      assertThat(image.getHeight()).as(picture.toString()).isEqualTo(PartPicture.HEIGHT);
    }
  }

  @Test
  void shouldShowEveryDefectAndEveryMessageAmongTheSamples() {
    assertThat(said(SamplePictures.PARTS, "defect"))
        .containsExactlyInAnyOrder("none", "scratch", "missing hole", "dent", "misprint");
    assertThat(said(SamplePictures.SCREENS, "error")).containsExactlyInAnyOrder("yes", "no");
    assertThat(said(SamplePictures.SCREENS, "says")).hasSizeGreaterThan(3).contains("nothing");
  }

  private static Set<String> said(SamplePictures pictures, String question) {
    return pictures.pictures().values().stream()
        .map(picture -> picture.answers().get(question))
        .collect(Collectors.toSet());
  }

  @Test
  void shouldDifferFromTheFaultlessPartWhenThereIsADefect() {
    int[] faultless = pixels(Defect.NONE);

    assertThat(pixels(Defect.NONE)).isEqualTo(faultless);
    assertThat(pixels(Defect.SCRATCH)).isNotEqualTo(faultless);
    assertThat(pixels(Defect.MISSING_HOLE)).isNotEqualTo(faultless);
    assertThat(pixels(Defect.DENT)).isNotEqualTo(faultless);
    assertThat(pixels(Defect.MISPRINT)).isNotEqualTo(faultless);
  }

  @Test
  void shouldDrawOnlyWhatIsMissingWhenSomeIsThere() throws Exception {
    Path video = Files.writeString(directory.resolve("street.mp4"), "already here");
    Path others = Files.createDirectories(directory.resolve("inspection.draft/of-somebody"));

    Samples samples = Samples.ensure(directory, new PrintWriter(Writer.nullWriter()));

    assertThat(samples.video()).isEqualTo(video).hasContent("already here");
    assertThat(files(samples.parts())).hasSize(SamplePictures.COUNT);
    assertThat(files(samples.screens())).hasSize(SamplePictures.COUNT);
    assertThat(others).isDirectory();
    assertThat(files(directory)).as("samples, and what was there").hasSize(4);
  }

  @Test
  void shouldSayThatSomethingElseHasTheNameOfASample() throws Exception {
    Path file = Files.writeString(directory.resolve("screens"), "mine");
    assertThatThrownBy(() -> Samples.ensure(directory, new PrintWriter(Writer.nullWriter())))
        .isInstanceOf(UserError.class)
        .hasMessage(file + " is not a directory, a sample is to lie there");
    assertThat(file).hasContent("mine");
    assertThat(files(directory)).hasSize(1);
  }

  private static int[] pixels(Defect defect) {
    return PartPicture.draw(1, defect)
        .image()
        .getRGB(0, 0, PartPicture.WIDTH, PartPicture.HEIGHT, null, 0, PartPicture.WIDTH);
  }

  private static List<Path> files(Path directory) throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
