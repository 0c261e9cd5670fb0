package io.framewise.model.ask;

import io.framewise.contract.UserError;
import io.framewise.model.chat.ChatSession;
import io.framewise.model.chat.GenerationOptions;
import io.framewise.model.chat.Replies;
import io.framewise.model.chat.Reply;
import io.framewise.model.chat.Reply.Ending;
import io.framewise.model.chat.Turn;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.generate.InternVlEngine;
import io.framewise.model.settings.ModelOptions;
import io.framewise.platform.fit.SchemaRefusedException;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.platform.lifecycle.Progress;
import io.framewise.platform.lifecycle.ShutdownSignal;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code ask}: one question, about pictures or not, and its answer as it comes. */
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Ask a model one question about images, a video or nothing, without Kafka. With --source the workers are asked about a source instead: framewise ask-source --help.",
      "The answer comes token by token; the same question gives the same answer unless --temperature is above 0."
    },
    footer = {
      "",
      "Examples:",
      "  framewise ask -m MODEL --image street.jpg \"What is in the picture?\"",
      "  framewise ask -m MODEL --image a.png --image b.png \"What has changed?\"",
      "  framewise ask -m MODEL --video clip.mp4 --frames 8 \"What happens?\"",
      "  framewise ask -m MODEL --image screen.png --json \\",
      "      \"Detect the <ref>button</ref> in the image with its bounding box.\"",
      "  framewise ask -m MODEL --image street.jpg --schema vehicle.json \"Describe the vehicle.\"",
      "  framewise ask -m MODEL --temperature 0.8 --top-p 0.8 --seed 7 \"Tell a tale.\""
    })
public class AskCommand implements Callable<Integer> {

  private static final int BEST = 5;

  private final VideoReader videos;

  @Spec private CommandSpec spec;
  @Mixin private ModelOptions model;

  @Option(
      names = "--image",
      paramLabel = "FILE",
      description = "Look at this JPEG, PNG, WebP, BMP or TIFF; once for each image.")
  private List<Path> images = new ArrayList<>();

  @Option(
      names = "--combined",
      description = "Show several images as one instead of apart from each other.")
  private boolean combined;

  @Option(
      names = "--video",
      paramLabel = "FILE",
      description = "Look at frames of this MP4, Matroska or MPEG-TS video.")
  private Path video;

  @Mixin private PictureOptions pictures;
  @Mixin private AnswerOptions answering;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "The answer is JSON of the JSON schema in this file, whatever the model is.")
  private Path schema;

  @Option(
      names = "--json",
      description =
          "Print one JSON object instead: text, tokens with the five likeliest at each place,"
              + " boxes and points in pixels, counts and timings.")
  private boolean json;

  @Parameters(paramLabel = "QUESTION", description = "The question.")
  private String question;

  /** The command, with what reads videos for it. */
  public AskCommand(VideoReader videos) {
    this.videos = videos;
  }

  /**
   * Answers.
   *
   * @throws UserError when a file, the model or a flag is not usable
   */
  @Override
  public Integer call() {
    GenerationOptions asked = answering.generation(json ? BEST : 0);
    Optional<SchemaFile> wanted = Optional.ofNullable(schema).map(SchemaFile::read);
    pictures.check();
    List<PictureFile> files = images.stream().map(PictureFile::read).toList();
    if (video != null) {
      PictureFile.requireFile(video);
    }
    PrintWriter err = spec.commandLine().getErr();
    try (ShutdownSignal signal = ShutdownSignal.install();
        LoadedModel loaded = LoadedModel.load(model, err);
        Progress progress = Progress.of(err, "reading pictures and question")) {
      GenerationOptions options =
          wanted.map(file -> file.options(asked, loaded.engine().parts())).orElse(asked);
      long start = System.nanoTime();
      QuestionBuilder builder = look(loaded.engine(), files);
      long preprocessMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      Replies replies = answer(loaded.engine(), builder, options, progress, signal);
      if (json && !signal.received()) {
        printJson(loaded, builder, options, preprocessMs, replies);
      }
      return signal.received() ? CommandRunner.EXIT_FAILURE : 0;
    }
  }

  private QuestionBuilder look(InternVlEngine engine, List<PictureFile> files) {
    PictureLoader loader = new PictureLoader(engine, pictures, videos);
    QuestionBuilder builder = new QuestionBuilder();
    files.forEach(file -> builder.image(loader.image(file)));
    if (video != null) {
      builder.video(loader.video(video));
    }
    return builder;
  }

  private Replies answer(
      InternVlEngine engine,
      QuestionBuilder builder,
      GenerationOptions options,
      Progress progress,
      ShutdownSignal signal) {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = json ? new PrintWriter(Writer.nullWriter()) : spec.commandLine().getOut();
    if (!json) {
      new Familiar(engine.knownQuestions()).warning(question).forEach(err::println);
      err.flush();
    }
    Turn turn = combined ? builder.combined(question) : builder.question(0, question);
    try (ChatSession chat = new ChatSession(engine.parts(), 1)) {
      Replies replies = chat.answer(turn, options, new Screen(out, progress, signal::received));
      out.println();
      out.flush();
      if (!json && replies.replies().get(0).ending() == Ending.LENGTH) {
        err.println("cut after " + replies.replies().get(0).tokens().size() + " tokens");
        err.flush();
      }
      return replies;
    } catch (LookRefusedException e) {
      throw e.forPeople("ask less, show fewer pictures, or give a lower --max-tiles");
    } catch (SchemaRefusedException e) {
      // The question leaves less room than --max-tokens.
      throw new UserError(e.getMessage(), "ask less, or show fewer pictures", e);
    }
  }

  private void printJson(
      LoadedModel loaded,
      QuestionBuilder builder,
      GenerationOptions options,
      long preprocessMs,
      Replies replies) {
    Reply reply = replies.replies().get(0);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        new AnswerJson(loaded.engine().model())
            .known(new Familiar(loaded.engine().knownQuestions()).knows(question))
            .reply(reply)
            .places(reply.text(), builder.shown())
            .sampling(options.sampling())
            .timings(loaded.loadMs(), preprocessMs, replies)
            .line());
    out.flush();
  }
}
