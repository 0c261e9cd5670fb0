package io.framewise.standalone.samples;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * The sample sources in a directory.
 *
 * @param video an MP4 file, see {@link SampleVideo}
 * @param parts a directory of pictures, see {@link SamplePictures#PARTS}
 * @param screens a directory of pictures, see {@link SamplePictures#SCREENS}
 */
public record Samples(Path video, Path parts, Path screens) {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Where the samples of a directory lie, whether they have been drawn or not. */
  public static Samples in(Path directory) {
    return new Samples(
        directory.resolve("street.mp4"),
        directory.resolve("inspection"),
        directory.resolve("screens"));
  }

  /**
   * Draws what is missing in {@code directory}. It is drawn in a folder of its own and put in place
   * when it is complete, so that a broken-off start leaves nothing half done, and what lies there
   * of others stays as it is.
   *
   * @param progress gets a line now and then when it takes more than two seconds
   * @throws UserError when the directory cannot be written, or something else has a sample's name
   */
  public static Samples ensure(Path directory, PrintWriter progress) {
    Samples samples = in(directory);
    requireKinds(samples);
    if (samples.areThere()) {
      return samples;
    }
    try {
      Files.createDirectories(directory);
      Path drafts = Files.createTempDirectory(directory, ".draft");
      try {
        samples.draw(drafts, progress);
      } finally {
        delete(drafts);
      }
      return samples;
    } catch (IOException e) {
      throw new UserError(
          "the samples cannot be written to " + directory + ": " + e.getMessage(),
          "name another data directory, or make room there",
          e);
    }
  }

  private static void requireKinds(Samples samples) {
    boolean file = !Files.exists(samples.video) || Files.isRegularFile(samples.video);
    for (Path folder : List.of(samples.parts, samples.screens)) {
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw inTheWay(folder, "a directory");
      }
    }
    if (!file) {
      throw inTheWay(samples.video, "a file");
    }
  }

  private static UserError inTheWay(Path path, String wanted) {
    return new UserError(
        path + " is not " + wanted + ", a sample is to lie there", "name another directory");
  }

  private boolean areThere() {
    return Stream.of(video, parts, screens).allMatch(Files::exists);
  }

  private void draw(Path drafts, PrintWriter progress) throws IOException {
    if (!Files.exists(video)) {
      Path draft = drafts.resolve("video.mp4");
      SampleVideo.render(draft, SampleVideo.SECONDS, lines(progress));
      Files.move(draft, video, StandardCopyOption.ATOMIC_MOVE);
    }
    draw(SamplePictures.PARTS, drafts, parts);
    draw(SamplePictures.SCREENS, drafts, screens);
  }

  private static void draw(SamplePictures pictures, Path drafts, Path directory)
      throws IOException {
    if (!Files.exists(directory)) {
      Path draft = drafts.resolve(directory.getFileName());
      pictures.render(draft);
      Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(Samples::deleteOne);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IntConsumer lines(PrintWriter progress) {
    return new IntConsumer() {
      private long due = System.nanoTime() + PATIENCE.toNanos();

      @Override
      public void accept(int percent) {
        if (System.nanoTime() > due) {
          progress.println("drawing the sample video: " + percent + " %");
          progress.flush();
          due += PATIENCE.toNanos();
        }
      }
    };
  }
}
