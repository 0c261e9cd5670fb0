package io.framewise.admin.frames;

import io.framewise.admin.support.NewFile;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.frame.FrameLookup;
import io.framewise.platform.frame.FrameReader;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.platform.image.ImageFormat;
import io.framewise.platform.settings.Connection;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.platform.terminal.Columns;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code framewise frames get}. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    description = "Write the picture of one frame to a file, byte for byte as it came.",
    footer = {
      "",
      "Examples:",
      "  curl -s localhost:8080/v1/events?limit=1      shows the ref of each frame",
      "  framewise frames get framewise.frames.video-2@1234",
      "  framewise frames get framewise.frames.video-2@1234 --out door.jpg"
    })
final class GetFrame implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofSeconds(15);

  @Mixin private SettingsOptions options;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "REF", description = "Place of the frame: topic-partition@offset.")
  private String ref;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "File to write; the REF with the picture's suffix when none is given.")
  private Path out;

  /**
   * Writes it.
   *
   * @throws UserError when the frame is gone or the file is there already
   */
  @Override
  public Integer call() {
    Connection connection = Connection.of(options);
    Topics topics = connection.kafka().topics();
    FrameRef place = FramePlace.parse(ref, topics);
    FrameRecords records = new FrameRecords(topics, connection.registry());
    try (FrameReader reader = new FrameReader(connection.kafka(), records, LIMIT)) {
      FrameLookup lookup = reader.readAt(place);
      if (lookup instanceof FrameLookup.Found found) {
        write(found.frame());
        return 0;
      }
      throw new UserError(
          "there is no frame at " + ref + ": " + ((FrameLookup.Gone) lookup).reason(),
          "frames topics keep their frames for a short time only; docs/topics.md says how long");
    } catch (TimeoutException e) {
      throw new UserError(
          "no frame came from " + ref + " within " + LIMIT.toSeconds() + " s",
          "check the place, and kafka.bootstrap-servers (FRAMEWISE_KAFKA_BOOTSTRAP_SERVERS)",
          e);
    }
  }

  private void write(Frame frame) {
    byte[] bytes = new byte[frame.getPixels().remaining()];
    frame.getPixels().duplicate().get(bytes);
    Path file = out == null ? Path.of(ref + suffix(bytes)) : out;
    NewFile.write(file, bytes);
    PrintWriter console = spec.commandLine().getOut();
    console.println(
        file
            + ": "
            + Columns.plain(frame.getSourceId())
            + ", "
            + frame.getWidth()
            + "x"
            + frame.getHeight()
            + ", captured "
            + frame.getCapturedAt()
            + ", "
            + bytes.length
            + " bytes");
    console.flush();
  }

  /** By the bytes themselves; what the frame says of them is only said. */
  private static String suffix(byte[] bytes) {
    return ImageFormat.of(bytes)
        .map(format -> "." + format.name().toLowerCase(Locale.ROOT))
        .orElse(".bin");
  }
}
