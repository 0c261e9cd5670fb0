package io.framewise.model.ask;

import io.framewise.contract.UserError;
import io.framewise.model.chat.ChatSession;
import io.framewise.model.chat.GenerationOptions;
import io.framewise.model.chat.Reply;
import io.framewise.model.chat.Reply.Ending;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.generate.BrokenLogitsException;
import io.framewise.model.generate.InternVlEngine;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.platform.lifecycle.Progress;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A conversation at a terminal or through a pipe, line by line. A line that cannot be done is said
 * so, and the conversation goes on. Answers go to {@code out}, everything else to {@code err}.
 */
final class Chat implements AutoCloseable {

  private final InternVlEngine engine;
  private final PictureLoader loader;
  private final GenerationOptions options;
  private final PrintWriter out;
  private final PrintWriter err;
  private ChatSession session;
  private QuestionBuilder builder = new QuestionBuilder();
  private final Familiar familiar;
  private int imagesShown;
  private int turns;

  Chat(
      InternVlEngine engine,
      PictureLoader loader,
      GenerationOptions options,
      PrintWriter out,
      PrintWriter err) {
    this.engine = engine;
    this.loader = loader;
    this.options = options;
    this.out = out;
    this.err = err;
    familiar = new Familiar(engine.knownQuestions());
    session = new ChatSession(engine.parts(), 1);
  }

  /** Takes lines until there are no more, or until one ends the conversation. */
  void run(ChatInput input) throws InterruptedException {
    Optional<String> line = input.line();
    while (line.isPresent() && take(line.get(), input)) {
      line = input.line();
    }
  }

  /** Does what a line says; false when it ends the conversation. */
  private boolean take(String line, ChatInput input) {
    try {
      if (ChatCommandLine.is(line)) {
        return command(ChatCommandLine.parse(line));
      }
      if (!line.isBlank()) {
        answer(line.strip(), input);
      }
    } catch (UserError e) {
      CommandRunner.say(e, err);
    }
    return true;
  }

  private boolean command(ChatCommandLine command) {
    switch (command.name()) {
      case "/image" -> image(file(command));
      case "/video" -> video(file(command));
      case "/reset" -> reset();
      case "/questions" -> familiar.list().forEach(this::note);
      case "/help" -> ChatCommandLine.HELP.forEach(this::note);
      case "/quit" -> {
        return false;
      }
      default ->
          throw new UserError(
              "there is no command " + Screen.printable(command.name()),
              "/help tells which there are");
    }
    return true;
  }

  private static Path file(ChatCommandLine command) {
    if (command.argument().isEmpty()) {
      throw new UserError(command.name() + " needs a file", "write " + command.name() + " FILE");
    }
    try {
      return Path.of(command.argument());
    } catch (InvalidPathException e) {
      throw new UserError(
          "no file can be named " + Screen.printable(command.argument()),
          "write " + command.name() + " FILE",
          e);
    }
  }

  private void image(Path file) {
    Shown image = loader.image(PictureFile.read(file));
    builder.image(image);
    note(
        "%s: %d x %d pixels, %d tiles; it goes with the next question"
            .formatted(file, image.width(), image.height(), image.tiles().tiles()));
  }

  private void video(Path file) {
    PictureFile.requireFile(file);
    List<Shown> frames = Progress.during(err, "reading " + file, () -> loader.video(file));
    builder.video(frames);
    note("%s: %d frames; they go with the next question".formatted(file, frames.size()));
  }

  private void reset() {
    session.close();
    session = new ChatSession(engine.parts(), 1);
    loader.reset();
    builder = new QuestionBuilder();
    imagesShown = 0;
    note("everything is forgotten");
  }

  private void answer(String question, ChatInput input) {
    familiar.warning(question).forEach(this::note);
    input.answering();
    try (Progress progress = Progress.of(err, "reading what is new")) {
      Screen screen = new Screen(out, progress, input::cancelled);
      GenerationOptions own = options.withSeed(options.sampling().seed() + turns);
      Reply reply =
          session.answer(builder.question(imagesShown, question), own, screen).replies().get(0);
      out.println();
      out.flush();
      end(reply);
    } catch (BrokenLogitsException e) {
      // No further answer would be better.
      throw e;
    } catch (LookRefusedException e) {
      throw e.forPeople("/reset begins a new conversation");
    }
  }

  private void end(Reply reply) {
    if (reply.ending() == Ending.CANCELLED && reply.tokens().isEmpty()) {
      note("stopped; the question is forgotten, its pictures go with the next one");
      return;
    }
    imagesShown += builder.images();
    builder = new QuestionBuilder();
    turns++;
    if (reply.ending() == Ending.CANCELLED) {
      note("stopped");
    } else if (reply.ending() == Ending.LENGTH) {
      note("cut after " + reply.tokens().size() + " tokens");
    }
  }

  private void note(String text) {
    err.println(Screen.printable(text));
    err.flush();
  }

  @Override
  public void close() {
    session.close();
  }
}
