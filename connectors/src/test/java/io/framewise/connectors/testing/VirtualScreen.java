package io.framewise.connectors.testing;

import java.awt.Color;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A screen of 320 x 240 pixels that nobody sees, on which real programs show windows. */
public final class VirtualScreen implements AutoCloseable {

  /** Width in pixels. */
  public static final int WIDTH = 320;

  /** Height in pixels. */
  public static final int HEIGHT = 240;

  private final Process server;
  private final String display;
  private final List<Process> programs = new ArrayList<>();

  private VirtualScreen(Process server, String display) {
    this.server = server;
    this.display = display;
  }

  /** A screen; nothing where this machine has not the programs for one. */
  public static Optional<VirtualScreen> start() {
    boolean there =
        Stream.of("Xvfb", "xlogo").allMatch(name -> Files.isExecutable(Path.of("/usr/bin", name)));
    return there ? Optional.of(started()) : Optional.empty();
  }

  private static VirtualScreen started() {
    try {
      Process server =
          new ProcessBuilder(
                  "Xvfb", "-displayfd", "1", "-screen", "0", WIDTH + "x" + HEIGHT + "x24", "-br")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII));
      return new VirtualScreen(server, ":" + out.readLine().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its name, such as {@code :1}. */
  public String display() {
    return display;
  }

  /** Shows a window of one colour at a place. */
  public void show(Color color, int x, int y, int width, int height) {
    String hex = "#%06x".formatted(color.getRGB() & 0xFFFFFF);
    try {
      programs.add(
          new ProcessBuilder(
                  "xlogo",
                  "-display",
                  display,
                  "-geometry",
                  width + "x" + height + "+" + x + "+" + y,
                  "-bg",
                  hex,
                  "-fg",
                  hex,
                  "-bw",
                  "0")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the screen, as a user who logs out does. */
  @Override
  public void close() {
    programs.forEach(Process::destroy);
    server.destroy();
    server.onExit().join();
  }
}
