package io.framewise.model.ask;

import io.framewise.model.chat.GenerationOptions;
import io.framewise.model.generate.BrokenLogitsException;
import io.framewise.model.settings.ModelOptions;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.platform.lifecycle.ShutdownSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code chat}: several turns at a terminal or through a pipe. */
@Command(
    name = "chat",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Talk with a model about images and videos, turn by turn, without Kafka.",
      "What was said and shown stays in the model's memory; only what is new is read. /help tells the commands."
    },
    footer = {
      "",
      "Examples:",
      "  framewise chat -m MODEL",
      "      > /image street.jpg",
      "      > What is in the picture?",
      "      > And what is left of it?",
      "  printf '/image street.jpg\\nWhat is it?\\nIn one word?\\n' | framewise chat -m MODEL"
    })
public class ChatCommand implements Callable<Integer> {

  private final VideoReader videos;

  @Spec private CommandSpec spec;
  @Mixin private ModelOptions model;
  @Mixin private PictureOptions pictures;
  @Mixin private AnswerOptions answering;

  /** The command, with what reads videos for it. */
  public ChatCommand(VideoReader videos) {
    this.videos = videos;
  }

  /**
   * Talks until there are no more lines.
   *
   * @throws io.framewise.contract.UserError when the model or a flag is not usable
   */
  @Override
  public Integer call() {
    GenerationOptions options = answering.generation(0);
    pictures.check();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (ShutdownSignal signal = ShutdownSignal.install();
        LoadedModel loaded = LoadedModel.load(model, err);
        ChatInput input = input(signal);
        Chat chat =
            new Chat(
                loaded.engine(),
                new PictureLoader(loaded.engine(), pictures, videos),
                options,
                out,
                err)) {
      if (input.interactive()) {
        err.println(loaded.engine().model().getName() + ". /help tells the commands.");
        err.flush();
      }
      chat.run(input);
      return 0;
    } catch (BrokenLogitsException e) {
      throw e.forPeople("");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CommandRunner.EXIT_FAILURE;
    }
  }

  private static ChatInput input(ShutdownSignal signal) {
    try {
      Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
      if (!terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
        return new TerminalInput(terminal, signal::received);
      }
      terminal.close();
      return new PipeInput(System.in, signal::received);
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be used", e);
    }
  }
}
