package io.framewise.lab.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewise.contract.UserError;
import io.framewise.lab.result.BenchResult;
import io.framewise.platform.image.BadImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench preprocess}, for mounting under a launcher. */
@Command(
    name = "preprocess",
    mixinStandardHelpOptions = true,
    description = "Times a picture's way from file bytes to normalised tiles.",
    footer = {
      "",
      "Examples, each on one core:",
      "  taskset -c 0 ./framewise bench preprocess",
      "  taskset -c 0 ./framewise bench preprocess --image photo.jpg \\",
      "    --baseline 'python model-runtime/src/test/python/bench_preprocess.py'"
    })
public final class PreprocessBenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--image",
      paramLabel = "FILE",
      description = "JPEG, PNG, WebP, BMP or TIFF. Default: a made-up JPEG of 1920 x 1080 pixels.")
  private Path image;

  @Option(
      names = "--max-tiles",
      paramLabel = "N",
      defaultValue = "12",
      description = "Most tiles without the thumbnail. Default: 12.")
  private int maxTiles;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "200",
      description = "Rounds, the best of which counts. Default: 200.")
  private int rounds;

  @Option(
      names = "--baseline",
      paramLabel = "COMMAND",
      description =
          "Compare with this program; it is called with the file, the rounds and the most tiles.")
  private String baseline;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1 || maxTiles < 1) {
      throw new UserError("--rounds and --max-tiles count things", "give numbers above 0");
    }
    byte[] file = file();
    spec.commandLine().getErr().println("measuring " + rounds + " rounds ...");
    PreprocessBench.Best best = measure(file);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("decode_ms", best.decode());
    details.put("resize_and_normalise_ms", best.tiles());
    details.put("tiles", best.result().tiles());
    double other = baseline == null ? Double.NaN : compare(file, best, details);
    BenchResult result = BenchResult.ofTime("preprocess", best.total(), other, "ms", details);
    spec.commandLine().getOut().println(result.json());
    return 0;
  }

  private byte[] file() {
    try {
      return image == null ? BenchPicture.jpeg() : Files.readAllBytes(image);
    } catch (IOException e) {
      throw new UserError(image + " cannot be read", "give a picture file", e);
    }
  }

  private PreprocessBench.Best measure(byte[] file) {
    try {
      return new PreprocessBench(file, maxTiles).run(rounds);
    } catch (BadImageException e) {
      throw new UserError(
          image + ": " + e.getMessage(), "give a JPEG, PNG, WebP, BMP or TIFF picture", e);
    }
  }

  /** The baseline's total; its parts, and whether it made the same values, go to the details. */
  private double compare(byte[] file, PreprocessBench.Best best, Map<String, Object> details)
      throws IOException, InterruptedException {
    spec.commandLine().getErr().println("measuring the baseline ...");
    Path copy = Files.createTempFile("framewise-bench", ".picture");
    try {
      Files.write(copy, file);
      JsonNode figures =
          BaselineProcess.run(
              baseline, copy.toString(), Integer.toString(rounds), Integer.toString(maxTiles));
      for (String part : new String[] {"decode_ms", "resize_ms", "normalise_ms"}) {
        details.put("baseline_" + part, figures.path(part).asDouble(Double.NaN));
      }
      details.put("same_values", figures.path("crc32").asText().equals(best.checksum()));
      return figures.path("total_ms").asDouble(Double.NaN);
    } finally {
      Files.delete(copy);
    }
  }
}
