package io.framewise.connectors.settings;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.source.SourceLabels;
import io.framewise.platform.settings.Check;
import io.framewise.platform.settings.SecretReference;
import io.framewise.platform.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** One source: what it reads, and how its pictures go to Kafka. */
public record SourceSettings(
    @Setting(
            doc =
                "VIDEO for a video file, FOLDER for a folder of pictures, RTSP for a camera, PUSH for pictures pushed by HTTP, MQTT for pictures published by MQTT.")
        SourceKind kind,
    @Setting(doc = "The file or folder. Symbolic links inside a folder are refused.") Path path,
    @Setting(
            doc =
                "RTSP only: the stream's address, such as rtsp://camera:554/stream, or rtsps:// with TLS. It holds no password; ${user} and ${password} in it stand for those below.")
        String address,
    @Setting(doc = "RTSP only: who logs in; also as rtsp://user@camera.") String user,
    @Setting(
            doc =
                "RTSP only: where the password is: env:NAME for an environment variable, file:PATH for the first line of a file.")
        String password,
    @Setting(
            value = "TCP",
            doc =
                "RTSP only: TCP loses nothing; UDP is a little sooner, and lost packets smear the picture.")
        Transport transport,
    @Setting(
            value = "AUTO",
            doc =
                "RTSP only: whether only key frames are decoded, which saves most of the work: AUTO where the camera sends them as often as max-rate asks.")
        KeyFrames keyFrames,
    @Setting(
            value = "10s",
            doc =
                "RTSP only: a stream that sends nothing for as long, or no whole picture for half as long again, is connected to anew.")
        Duration silence,
    @Setting(
            doc =
                "MQTT only: the topic on which the pictures are published, such as cameras/door/snapshot; it may hold + and #.")
        String topic,
    @Setting(
            value = "VIDEO",
            doc = "VIDEO, SCREEN or INSPECTION: decides the frames topic and who asks about it.")
        Domain domain,
    @Setting(
            doc =
                "Labels such as site: north, by which question sets select sources: at most 16, names and values of 1 to 64 characters.")
        Map<String, String> labels,
    @Setting(
            value = "5",
            doc =
                "Most pictures a second, 0 for no limit. A video leaves out what is above it, in event time; a folder waits and leaves nothing out; what is pushed faster is refused and counted.")
        double maxRate,
    @Setting(
            value = "REALTIME",
            doc =
                "REALTIME plays a video at the speed of its timestamps and a folder at max-rate; FAST plays as fast as Kafka takes pictures.")
        Pacing pacing,
    @Setting(
            value = "false",
            doc = "Whether to begin again at the end; event times go on, refused files stay out.")
        boolean loop,
    @Setting(
            value = "STALL",
            doc =
                "While Kafka takes no pictures: STALL waits and loses none, SHED gives them up and counts them.")
        WhenStalled whenStalled,
    @Setting(value = "85", doc = "Video and RTSP only: JPEG quality of the frames, 1 to 100.")
        int jpegQuality,
    @Setting(
            value = "1280",
            doc =
                "Video and RTSP only: frames with a longer side are scaled down to it, in pixels.")
        int maxSide,
    @Setting(
            value = "10s",
            doc =
                "Video only: a file that was written to within this time may still grow; it is followed until it has not changed for as long.")
        Duration settlesAfter,
    @Setting(
            value = "NOW",
            doc = "Folder only: a picture's event time, when it is read or when it was modified.")
        CaptureTime capturedAt,
    @Setting(
            value = "false",
            doc =
                "Folder only: whether subfolders are read too; else the source's status names those that are passed over.")
        boolean recursive,
    @Setting(
            value = "1s",
            doc =
                "Folder only: how often to look for new files. A file that was just written is read once it is unchanged for as long.")
        Duration pollInterval,
    @Setting(
            doc =
                "All but video: attributes of every picture, such as line: north. The page, events and windows of parts know part, line, batch, product and reference.")
        Map<String, String> attributes,
    @Setting(
            doc =
                "Folder only: regular expression over a file's name without its ending, whose named groups are attributes too, such as (?<part>[^_]+)_(?<batch>.+).")
        String namePattern) {

  /** Checks that the needed keys are there, and the bounds. */
  public SourceSettings {
    Check.given("kind", kind);
    address = address == null ? "" : address;
    user = user == null ? "" : user;
    password = password == null ? "" : password;
    if (kind.isStream()) {
      Check.given("address", address);
      Check.positive("silence", silence);
      requireAddress(kind, address, user, password);
    } else if (!kind.isSent()) {
      Check.given("path", path);
    }
    topic = topic == null ? "" : topic;
    if (kind == SourceKind.MQTT) {
      MqttTopics.requireFilter("topic", topic);
    }
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    SourceLabels.problem(labels)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    Check.between("max-rate", maxRate, 0, 1000);
    Check.between("jpeg-quality", jpegQuality, 1, 100);
    Check.between("max-side", maxSide, 16, 16_384);
    Check.positive("settles-after", settlesAfter);
    Check.positive("poll-interval", pollInterval);
    attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
    namePattern = namePattern == null ? "" : namePattern;
    NamePattern.of(namePattern);
    if (loop && capturedAt == CaptureTime.MODIFIED) {
      throw new IllegalArgumentException(
          "loop goes with captured-at: now, a time of modification does not move on");
    }
  }

  private static void requireAddress(
      SourceKind kind, String address, String user, String password) {
    StreamAddress parts = StreamAddress.of(kind, address, user);
    if (parts.user().isEmpty() && !password.isEmpty()) {
      throw new IllegalArgumentException("password is given without user");
    }
    reference(password);
  }

  private static SecretReference reference(String password) {
    try {
      return new SecretReference(password);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("password " + e.getMessage(), e);
    }
  }

  /** Where the stream is; for sources that are streams. */
  public StreamAddress streamAddress() {
    return StreamAddress.of(kind, address, user);
  }

  /** Where the password is. */
  public SecretReference passwordReference() {
    return reference(password);
  }
}
