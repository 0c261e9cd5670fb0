package io.framewise.lab.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.Domain;
import io.framewise.model.tiny.UntrainedModel;
import io.framewise.platform.lifecycle.OutputFolder;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A training set in a directory: {@code tiles.bin} holds 8-bit tiles one after another, [tiles,
 * 112, 112, 3], {@code windows.jsonl} a window a line with its tokens, answers and what can be
 * seen, {@code model} the configuration and tokenizer of the model to train. Half of the windows
 * are of the yard, a quarter each of screens and parts.
 */
public final class TrainingSet {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Seconds of a yard that a set takes before the next one. */
  private static final int WINDOWS_OF_A_YARD = 57;

  /** Seeds of scenes of one seed of a set. */
  static final long SEEDS_APART = 1_000_000;

  private final SceneWindows scenes = new SceneWindows();
  private final SceneQuestions questions = SceneQuestions.shipped();
  private final Path directory;
  private final long seed;

  private TrainingSet(Path directory, long seed) {
    this.directory = directory;
    this.seed = seed;
  }

  /**
   * Writes a set.
   *
   * @param seed the same gives the same set
   * @param windows at least so many of them
   * @param progress told how many are done now and then
   * @throws UserError when the directory cannot be written
   */
  public static void write(Path directory, long seed, int windows, IntConsumer progress) {
    TrainingSet set = new TrainingSet(directory, seed);
    try {
      Files.createDirectories(directory);
      UntrainedModel.write(directory.resolve("model"), set.texts(), numbers());
      set.questions.known().write(directory.resolve("model"));
      OutputFolder.mark(directory);
      set.write(windows, progress);
    } catch (IOException e) {
      throw new UserError(
          "the training set cannot be written to " + directory, "give another directory", e);
    }
  }

  private void write(int windows, IntConsumer progress) throws IOException {
    try (OutputStream tiles = stream("tiles.bin");
        BufferedWriter lines = Files.newBufferedWriter(directory.resolve("windows.jsonl"));
        WindowTokens tokens = WindowTokens.open(directory.resolve("model"), questions)) {
      int written = 0;
      int drawn = 0;
      for (int round = 0; written < windows; round++) {
        for (DrawnWindows group : drawn(round)) {
          tiles.write(group.tiles());
          for (SceneWindow window : group.windows()) {
            lines.write(JSON.writeValueAsString(tokens.line(window, group, drawn)));
            lines.newLine();
            written++;
          }
          drawn += group.count();
        }
        progress.accept(written);
      }
    }
  }

  private OutputStream stream(String name) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(directory.resolve(name)), 1 << 20);
  }

  /** The windows of one round of a seed, in the order of its lines. */
  static List<SceneWindow> windows(long seed, int round) {
    return new TrainingSet(Path.of(""), seed)
        .drawn(round).stream().flatMap(group -> group.windows().stream()).toList();
  }

  /** The windows of one round, drawn side by side: two yards, as many screens and parts. */
  private List<DrawnWindows> drawn(int round) {
    long first = seed * SEEDS_APART + (long) round * WINDOWS_OF_A_YARD;
    return IntStream.range(0, WINDOWS_OF_A_YARD + 2)
        .parallel()
        .mapToObj(i -> group(first, i))
        .toList();
  }

  private DrawnWindows group(long first, int index) {
    List<SceneWindow> windows =
        index < 2
            ? scenes.yard(first + index)
            : List.of(scenes.screen(first + index), scenes.part(first + index));
    return DrawnWindows.of(windows.stream().filter(window -> !window.keptBack()).toList());
  }

  /** All texts that the model reads or writes. */
  private Set<String> texts() {
    Set<String> texts = new LinkedHashSet<>(List.of("user", "assistant", "Frame", "none", "yes"));
    texts.addAll(List.of("no", "red car", "defect", "nothing", "disk full", "no network"));
    texts.addAll(List.of("no access", "file saved", "all done"));
    for (Domain domain : Domain.values()) {
      questions
          .inTraining(domain)
          .forEach(
              question -> {
                texts.add(question.getText());
                texts.addAll(question.getChoices());
              });
    }
    return texts;
  }

  private static List<String> numbers() {
    return IntStream.rangeClosed(1, 49).mapToObj(step -> String.valueOf(20 * step)).toList();
  }
}
