package io.framewise.connectors.trial;

import io.framewise.connectors.capture.CapturePool;
import io.framewise.connectors.settings.CaptureSettings;
import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.connectors.settings.GivenSetting;
import io.framewise.connectors.settings.SourcePlace;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.contract.UserError;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.platform.settings.SettingsSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code framewise sources test}. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description =
        "Connect to a camera or a screen as its source would, and tell what comes: codec, size, rate, how far key frames lie apart, how long the first frame took, and what is wrong. Nothing is written to Kafka.",
    footer = {
      "",
      "Exit codes: 0 pictures came; 10 name not found, 11 refused, 12 no route, 13 nothing came in time, 14 log-in refused, 15 forbidden, 16 no such stream, screen or device, 17 busy, 18 does not speak RTSP or gives no picture, 19 no video, 20 other codec, 21 stalled, 22 ended by the camera, 23 capture process ended, 24 anything else, 25 not allowed by private-addresses or follow-redirects, 26 too large.",
      "",
      "Examples:",
      "  framewise sources test rtsp://camera:554/stream",
      "  framewise sources test rtsp://user@camera/stream --password env:CAMERA_PASSWORD --json",
      "  framewise sources test rtsp://camera/stream --transport udp --picture first.jpg",
      "  framewise sources test http://192.168.1.20/picture.jpg --with private-addresses=true",
      "  framewise sources test :0 --with region=0,0,1280,720"
    })
public final class TestSource implements Callable<Integer> {

  private static final Duration WATCH = Duration.ofSeconds(4);
  private static final String KEY = "connectors.sources.trial.";

  @Mixin private SettingsOptions options;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ADDRESS|DISPLAY|DEVICE",
      description =
          "The stream, such as rtsp://user@camera/stream or http://camera/picture.jpg, a display such as :0, or a device such as /dev/video0.")
  private String address;

  @Option(
      names = "--password",
      paramLabel = "REFERENCE",
      description = "Where the password is: env:NAME or file:PATH.")
  private String password;

  @Option(names = "--transport", paramLabel = "TRANSPORT", description = "tcp or udp.")
  private String transport;

  @Option(
      names = "--silence",
      paramLabel = "DURATION",
      description = "How long to wait for the camera (default: 10s).")
  private String silence;

  @Option(
      names = "--with",
      paramLabel = "KEY=VALUE",
      description = "A setting of the source, as sources add takes it. May be repeated.")
  private List<String> with = new ArrayList<>();

  @Option(names = "--picture", paramLabel = "FILE", description = "Save the first picture there.")
  private Path picture;

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    SourceSettings settings = settings();
    PrintWriter out = spec.commandLine().getOut();
    TrialResult result;
    try (CapturePool pool = new CapturePool(1, CaptureSettings.DEFAULT_MEMORY)) {
      result = new SourceTrial(settings, WATCH).run(pool, System.getenv());
    }
    if (picture != null) {
      result.picture().ifPresent(this::save);
    }
    if (json) {
      out.println(TrialText.json(result));
    } else {
      out.println(settings.where());
      TrialText.lines(result).forEach(line -> out.println("  " + line));
    }
    out.flush();
    return result.exitCode();
  }

  private SourceSettings settings() {
    Map<String, String> flags = new LinkedHashMap<>();
    SourcePlace place = SourcePlace.of(address);
    if (!place.kind().isLive()) {
      throw new UserError(
          "what was given is neither an address nor a display nor a device; it is not shown, as it may hold a password",
          "give one, such as rtsp://user@camera/stream; files and folders need no trial");
    }
    flags.put(KEY + "kind", place.kind().written());
    flags.put(KEY + place.key(), place.value());
    flags.put(KEY + "max-rate", "0");
    with.stream().map(GivenSetting::of).forEach(one -> flags.put(KEY + one.key(), one.value()));
    put(flags, "password", password);
    put(flags, "transport", transport);
    put(flags, "silence", silence);
    SettingsSource source = options.read("{}", flags);
    return source.bind(Section.CONNECTORS, ConnectorsSettings.class).sources().get("trial");
  }

  private static void put(Map<String, String> flags, String key, String value) {
    if (value != null) {
      flags.put(KEY + key, value);
    }
  }

  private void save(ByteBuffer jpeg) {
    try (SeekableByteChannel file =
        Files.newByteChannel(
            picture,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = jpeg.duplicate();
      while (rest.hasRemaining()) {
        file.write(rest);
      }
    } catch (IOException e) {
      throw new UserError(
          "the picture cannot be written to " + picture, "name another file with --picture", e);
    }
  }
}
