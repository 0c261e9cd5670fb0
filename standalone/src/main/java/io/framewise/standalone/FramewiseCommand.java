package io.framewise.standalone;

import io.framewise.admin.QuestionsCommand;
import io.framewise.admin.ask.AskSourceCommand;
import io.framewise.admin.events.EventsCommand;
import io.framewise.admin.frames.FramesCommand;
import io.framewise.admin.ledger.LedgerCommand;
import io.framewise.admin.letters.DeadLettersCommand;
import io.framewise.admin.replay.ReplayCommand;
import io.framewise.connectors.ConnectorsCommand;
import io.framewise.connectors.SourcesCommand;
import io.framewise.model.ModelRuntimeCommand;
import io.framewise.model.doctor.DoctorCommand;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.standalone.demo.DemoCommand;
import io.framewise.standalone.demo.WatchCommand;
import io.framewise.streams.StreamsAppCommand;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code framewise}, the command with everything in it. Each part is a subcommand; without one it
 * shows the help.
 */
@Command(
    name = "framewise",
    mixinStandardHelpOptions = true,
    versionProvider = FramewiseCommand.Version.class,
    description = "Typed answers about live video on Kafka.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  framewise demo                             all of it here, with samples",
      "  framewise demo --for 60s --report r.json   the same unattended",
      "  framewise watch rtsp://user@camera/stream \"Is somebody at the door?\"",
      "  framewise model tiny --out tiny-model      a random model to try with",
      "  framewise ask -m DIR --image F \"What?\"     one question to a model, without Kafka",
      "  framewise ask --source ID \"What?\"          one question about what a source shows",
      "  framewise chat -m DIR                      several, turn by turn",
      "  framewise serve -m DIR                     a model for all clients of OpenAI's API",
      "  framewise doctor                           whether this machine computes right, and how fast",
      "  framewise COMMAND --help                   what a command takes"
    },
    subcommands = {
      DemoCommand.class,
      WatchCommand.class,
      SamplesCommand.class,
      AskHere.class,
      AskSourceCommand.class,
      ChatHere.class,
      ServeHere.class,
      DoctorCommand.class,
      ConnectorsCommand.class,
      SourcesCommand.class,
      StreamsAppCommand.class,
      ModelRuntimeCommand.class,
      QuestionsCommand.class,
      EventsCommand.class,
      FramesCommand.class,
      LedgerCommand.class,
      DeadLettersCommand.class,
      ReplayCommand.class,
      BrokerCommand.class
    })
public final class FramewiseCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    CommandRunner.runAndExit(line(), routed(arguments));
  }

  /** {@code ask} asks a model, but the workers when it names a source. */
  static String[] routed(String... arguments) {
    boolean source =
        Stream.of(arguments)
            .takeWhile(argument -> !"--".equals(argument))
            .anyMatch(argument -> argument.equals("--source") || argument.startsWith("--source="));
    String[] routed = arguments.clone();
    if (source && "ask".equals(routed[0])) {
      routed[0] = AskSourceCommand.NAME;
    }
    return routed;
  }

  /** The command with what other modules add to it. */
  public static CommandLine line() {
    CommandLine line = new CommandLine(new FramewiseCommand());
    ServiceLoader.load(MoreCommands.class).forEach(more -> more.addTo(line));
    return line.addSubcommand(new CommandLine.HelpCommand());
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = FramewiseCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "framewise " + (version == null ? "(not from a jar)" : version),
        "Java " + Runtime.version() + " on " + System.getProperty("os.arch")
      };
    }
  }
}
