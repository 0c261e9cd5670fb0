package io.framewise.lab.connect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of the program {@code ffmpeg} that decodes, scales and encodes a file on one thread.
 *
 * @param cpuSeconds processor time, user and system
 * @param wallSeconds time that passed
 * @param bytes what came out
 */
record FfmpegRun(double cpuSeconds, double wallSeconds, long bytes) {

  private static final Pattern TIMES =
      Pattern.compile("bench: utime=([0-9.]+)s stime=([0-9.]+)s rtime=([0-9.]+)s");

  /** The program's version; nothing where it is not installed. */
  static Optional<String> version() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("ffmpeg", "-version").start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0
          ? said.lines().findFirst().map(line -> line.replaceAll(" Copyright.*", ""))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Runs it.
   *
   * @param width width of the pictures that come out
   * @param into a file that is written and deleted
   */
  static FfmpegRun of(Path file, int width, Path into) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    "ffmpeg",
                    "-hide_banner",
                    "-nostdin",
                    "-y",
                    "-benchmark",
                    "-threads",
                    "1",
                    "-i",
                    file.toString(),
                    "-an",
                    "-filter_threads",
                    "1",
                    "-vf",
                    "scale=" + width + ":-2:flags=bicubic",
                    "-c:v",
                    "mjpeg",
                    "-q:v",
                    "3",
                    "-threads",
                    "1",
                    "-f",
                    "mjpeg",
                    into.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    Matcher times = TIMES.matcher(said);
    if (exit != 0 || !times.find()) {
      throw new IOException("ffmpeg ended with exit code " + exit + ": " + said);
    }
    long bytes = Files.size(into);
    Files.delete(into);
    return new FfmpegRun(
        Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2)),
        Double.parseDouble(times.group(3)),
        bytes);
  }
}
