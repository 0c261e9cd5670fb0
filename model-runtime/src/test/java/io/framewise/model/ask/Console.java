package io.framewise.model.ask;

import io.framewise.platform.image.RgbImages;
import io.framewise.platform.lifecycle.CommandRunner;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import javax.imageio.ImageIO;
import picocli.CommandLine;

/** Runs the commands of this package and keeps what they print. */
final class Console {

  private static final int FRAMES = 40;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Runs {@code ask}; what it throws goes on to the test. */
  int ask(Object... arguments) {
    return run(new AskCommand(Console::video), arguments);
  }

  private int run(Object command, Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    List<Exception> thrown = new ArrayList<>();
    int code =
        new CommandLine(command)
            .setOut(writer())
            .setErr(errors())
            .setExecutionExceptionHandler(
                (e, line, result) -> {
                  thrown.add(e);
                  return CommandRunner.EXIT_FAILURE;
                })
            .execute(words);
    if (!thrown.isEmpty()) {
      throw (RuntimeException) thrown.get(0);
    }
    return code;
  }

  PrintWriter writer() {
    return new PrintWriter(out, true);
  }

  PrintWriter errors() {
    return new PrintWriter(err, true);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  /** A video of squares, drawn frame by frame. */
  static void video(Path file, IntFunction<int[]> choose, Consumer<BufferedImage> sink) {
    for (int index : choose.apply(FRAMES)) {
      sink.accept(picture(200, 120, index));
    }
  }

  /** Writes a PNG. */
  static Path png(Path file, int width, int height) {
    try {
      ImageIO.write(picture(width, height, width), "png", file.toFile());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage picture(int width, int height, int number) {
    BufferedImage image = RgbImages.create(width, height);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(number * 37 % 256, number * 91 % 256, number * 13 % 256));
    graphics.fillRect(width / 4, height / 5, width / 3, height / 2);
    graphics.dispose();
    return image;
  }
}
