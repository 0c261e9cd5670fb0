package io.framewise.standalone.demo;

import io.framewise.model.checkpoint.KnownQuestions;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.platform.lifecycle.ShutdownSignal;
import io.framewise.platform.settings.Durations;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.platform.terminal.PasswordPrompt;
import io.framewise.standalone.embedded.DataDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code framewise watch}: from a camera to an answer, with everything that it takes embedded. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Watch cameras, screens, video files and folders of pictures, and ask the same questions of each again and again.",
      "Everything runs here: a Kafka broker, a schema registry, the topology, the model and the page. Answers are printed, shown on the page and published as events.",
      "A question that begins with is, are, does, has or the like is answered with yes or no, how many with a number, any other with text."
    },
    footer = {
      "",
      "The password of a camera's user is taken from the variable WATCH_PASSWORD, or asked for.",
      "",
      "Examples:",
      "  framewise watch rtsp://user@camera/stream \"Is somebody at the door?\" \\",
      "      --model OpenGVLab/InternVL3-1B-hf",
      "  framewise watch street.mp4 yard.mp4 \"How many cars are there?\" \"Is it raining?\"",
      "  framewise watch rtsp://camera/1 pictures/ \"What is to be seen?\" --every 10s --frames 8"
    })
public final class WatchCommand implements Callable<Integer> {

  private static final long DEADLINE_SECONDS = 30;
  private static final int SHOWN = 8;

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions options;
  @Mixin private EmbeddedOptions embedded;

  @Parameters(
      arity = "1..*",
      paramLabel = "SOURCE|QUESTION",
      description =
          "An address such as rtsp://user@camera/stream or http://camera/picture.jpg, a display such as :0, a device such as /dev/video0, a video file or a folder; everything else is a question.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      description = "How often to ask (default: ${DEFAULT-VALUE}).")
  private String every = "5s";

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "How many frames the model looks at each time (default: ${DEFAULT-VALUE}).")
  private int frames = 4;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Most frames a second of each source (default: ${DEFAULT-VALUE}).")
  private double rate = 2;

  @Override
  public Integer call() throws InterruptedException, IOException {
    Optional<Duration> limit = embedded.limit();
    Watched watched = WatchList.of(arguments, window(), rate, System.getenv(), PasswordPrompt::ask);
    Console console = new Console(spec.commandLine().getOut());
    try (ShutdownSignal signal = ShutdownSignal.install();
        DataDirectory directory = DataDirectory.open(embedded.data())) {
      DemoPlan plan = embedded.plan(options, directory, Optional.of(watched));
      try (Demo demo = Demo.start(plan, console, false, signal::trigger)) {
        if (embedded.hasDemoModel()) {
          sayWhatIsKnown(plan.modelDirectory(), console);
        }
        if (limit.isPresent()) {
          signal.await(limit.get());
        } else {
          signal.await();
        }
        console.say("stopping ...");
        return demo.hasFailed() ? CommandRunner.EXIT_FAILURE : 0;
      }
    }
  }

  private Map<String, Object> window() {
    Map<String, Object> window = new LinkedHashMap<>();
    window.put("window-size", every);
    window.put("frames", frames);
    // A model on a processor may take its time, and a camera has the next window by then.
    window.put("deadline", Durations.parse(every).plusSeconds(DEADLINE_SECONDS).toSeconds() + "s");
    return window;
  }

  /** What a person must know before they wonder at the answers. */
  private static void sayWhatIsKnown(Path checkpoint, Console console) {
    console.say("");
    console.say("The model is the demo's: of other scenes and questions its answers mean nothing.");
    KnownQuestions.of(checkpoint)
        .ifPresent(
            known -> {
              console.say("It knows the pictures of ./framewise demo and these questions:");
              known.questions().stream()
                  .limit(SHOWN)
                  .forEach(question -> console.say("  " + question.text()));
            });
    console.say("A real model answers any: --model OpenGVLab/InternVL3-1B-hf (fetched once).");
    console.say("");
  }
}
