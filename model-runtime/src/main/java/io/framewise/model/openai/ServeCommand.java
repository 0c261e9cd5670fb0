package io.framewise.model.openai;

import io.framewise.contract.UserError;
import io.framewise.model.ask.VideoReader;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.generate.InternVlEngine;
import io.framewise.model.loop.DeviceLostException;
import io.framewise.model.openai.media.MediaOptions;
import io.framewise.model.settings.ModelOptions;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.platform.lifecycle.Progress;
import io.framewise.platform.lifecycle.ShutdownSignal;
import io.framewise.platform.observe.HostName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code serve}: a model behind HTTP, for whoever speaks OpenAI's API. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Answer HTTP requests of OpenAI's shape with a model, without Kafka, until Ctrl-C.",
      "Clients are given http://HOST:PORT/v1 as their base URL; docs/serve.md has examples."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped as it was told to",
      "1:failed, the log says of what",
      "2:a flag or the model is not as it must be",
      "3:the model's device is broken; a new start may find it well"
    },
    footer = {
      "",
      "Examples:",
      "  framewise serve -m OpenGVLab/InternVL3-1B-hf",
      "  framewise serve -m MODEL --device cuda:0 --dtype bfloat16 --port 8000",
      "  framewise serve -m MODEL --host 0.0.0.0 --api-keys keys.txt",
      "  curl localhost:23333/v1/chat/completions -H 'Content-Type: application/json' \\",
      "      -d '{\"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}'"
    })
public class ServeCommand implements Callable<Integer> {

  private static final int EXIT_DEVICE = 3;
  private static final int MOST_TILES = 40;
  private static final int MOST_FRAMES = 1024;
  private static final int MOST_REQUESTS = 10_000;
  private static final int LAST_PORT = 65_535;

  private final VideoReader reader;

  @Spec private CommandSpec spec;
  @Mixin private ModelOptions model;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on; another than this machine's own needs --api-keys or --open."
              + " Default: ${DEFAULT-VALUE}.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "23333",
      description = "Port to listen on; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--api-keys",
      paramLabel = "FILE",
      description =
          "Clients must send one of the keys in this file: one a line, as it is or as sha256: and its"
              + " digest.")
  private Path keys;

  @Option(
      names = "--open",
      description = "Let everybody ask who reaches the address, without a key.")
  private boolean open;

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      description =
          "Pages of this origin may ask, such as http://localhost:3000; once for each origin.")
  private Set<String> origins = new LinkedHashSet<>();

  @Option(
      names = "--media-hosts",
      paramLabel = "HOST[:PORT]",
      split = ",",
      description =
          "Fetch pictures that requests name by http or https from these hosts, and no others; never"
              + " from private addresses.")
  private Set<String> mediaHosts = new LinkedHashSet<>();

  @Option(
      names = "--max-requests",
      paramLabel = "N",
      defaultValue = "128",
      description =
          "Requests under way at once; one more is answered 429. Default: ${DEFAULT-VALUE}.")
  private int mostRequests;

  @Option(
      names = "--max-tiles",
      paramLabel = "N",
      defaultValue = "12",
      description =
          "Most tiles that a picture is cut into; a thumbnail is extra. Default: ${DEFAULT-VALUE}.")
  private int maxTiles;

  @Option(
      names = "--videos",
      description =
          "Take videos as files; they are decoded in this process. Frames are taken without it.")
  private boolean videos;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "Frames of a video where a request does not say how many. Default: ${DEFAULT-VALUE}.")
  private int frames;

  /** The command, with what reads videos for it. */
  public ServeCommand(VideoReader reader) {
    this.reader = reader;
  }

  /**
   * Serves.
   *
   * @throws UserError when a flag or the model is not usable
   */
  @Override
  public Integer call() throws InterruptedException {
    ServerOptions options = options();
    EngineSettings engine = model.engine();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (ShutdownSignal signal = ShutdownSignal.install()) {
      // Here and not on the engine's thread, so that Ctrl-C ends a download.
      Path directory = model.model();
      try (OpenAiServer server =
          OpenAiServer.start(
              options, () -> ServedModel.of(InternVlEngine.open(directory, engine)))) {
        awaitModel(server, directory, err);
        out.println("answers at http://" + shownHost() + ":" + server.port() + "/v1 until Ctrl-C");
        out.flush();
        var unused = server.failure().thenAccept(cause -> signal.trigger());
        signal.await();
        return exitCode(server);
      }
    }
  }

  private static void awaitModel(OpenAiServer server, Path directory, PrintWriter err)
      throws InterruptedException {
    try {
      Progress.during(err, "loading " + directory, () -> server.open().join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static int exitCode(OpenAiServer server) {
    if (!server.failure().isDone()) {
      return 0;
    }
    return server.failure().join() instanceof DeviceLostException
        ? EXIT_DEVICE
        : CommandRunner.EXIT_FAILURE;
  }

  private String shownHost() {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private ServerOptions options() {
    between("--port", port, 0, LAST_PORT);
    between("--max-requests", mostRequests, 1, MOST_REQUESTS);
    between("--max-tiles", maxTiles, 1, MOST_TILES);
    between("--frames", frames, 1, MOST_FRAMES);
    boolean loopback = HostName.ofListener(host).filter(HostName::isLoopback).isPresent();
    if (!loopback && keys == null && !open) {
      throw new UserError(
          "whoever reaches " + host + " could use this server",
          "give a file of keys with --api-keys, or --open where everybody may");
    }
    return new ServerOptions(
        host,
        port,
        keys == null ? ApiKeys.NONE : ApiKeys.read(keys),
        Set.copyOf(origins),
        mostRequests,
        lowerCase(mediaHosts),
        new MediaOptions(maxTiles, frames, videos ? Optional.of(reader) : Optional.empty()));
  }

  private static Set<String> lowerCase(Set<String> hosts) {
    return hosts.stream()
        .map(host -> host.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static void between(String flag, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UserError(flag + " is " + value, "give a number from " + least + " to " + most);
    }
  }
}
