package io.framewise.connectors.settings;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.source.SourceLabels;
import io.framewise.platform.settings.Check;
import io.framewise.platform.settings.SecretReference;
import io.framewise.platform.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One source: what it reads, and how its pictures go to Kafka. */
public record SourceSettings(
    @Setting(
            doc =
                "VIDEO for a video file, FOLDER for a folder of pictures, RTSP or HTTP for a camera in the network, SCREEN for a screen, USB for a camera at this machine, PUSH for pictures pushed by HTTP, MQTT for pictures published by MQTT.")
        SourceKind kind,
    @Setting(
            doc =
                "The file or folder; for USB the device, such as /dev/video0. Symbolic links inside a folder are refused.")
        Path path,
    @Setting(
            doc =
                "RTSP and HTTP only: where the camera is: rtsp://camera:554/stream, rtsps:// with TLS, http:// or https:// of an MJPEG stream, a picture or an HLS playlist (.m3u8), which are told apart by what answers. It holds no password; ${user} and ${password} in it stand for those below.")
        String address,
    @Setting(doc = "RTSP and HTTP only: who logs in; also as rtsp://user@camera.") String user,
    @Setting(
            doc =
                "RTSP and HTTP only: where the password is: env:NAME for an environment variable, file:PATH for the first line of a file.")
        String password,
    @Setting(
            value = "TCP",
            doc =
                "RTSP only: TCP loses nothing; UDP is a little sooner, and lost packets smear the picture.")
        Transport transport,
    @Setting(
            value = "AUTO",
            doc =
                "RTSP, HLS and USB only: whether only key frames are decoded, which saves most of the work: AUTO where the camera sends them as often as max-rate asks.")
        KeyFrames keyFrames,
    @Setting(
            value = "10s",
            doc =
                "RTSP, HTTP, SCREEN and USB only: a source that sends nothing for as long, or no whole picture for half as long again, is connected to anew.")
        Duration silence,
    @Setting(
            value = "0s",
            doc =
                "HTTP only: how often an address is asked that gives one picture a request; 0s for as often as max-rate allows. A picture that has not changed is not taken again.")
        Duration every,
    @Setting(
            value = "false",
            doc =
                "HTTP only: whether it may connect to addresses that are not public: those of this machine and of private networks, as most cameras have.")
        boolean privateAddresses,
    @Setting(
            value = "false",
            doc =
                "HTTP only: whether the camera may send the connection to another address, by a redirect or in a playlist; private-addresses holds for that one too.")
        boolean followRedirects,
    @Setting(value = ":0", doc = "SCREEN only: the X display, such as :0.") String display,
    @Setting(
            doc =
                "SCREEN only: the part of the screen, x,y,width,height in pixels; the whole screen by default.")
        String region,
    @Setting(
            doc =
                "MQTT only: the topic on which the pictures are published, such as cameras/door/snapshot; it may hold + and #.")
        String topic,
    @Setting(
            doc =
                "VIDEO, SCREEN or INSPECTION: decides the frames topic and who asks about it. SCREEN for a screen by default, VIDEO for everything else.")
        Domain domain,
    @Setting(
            doc =
                "Labels such as site: north, by which question sets select sources: at most 16, names and values of 1 to 64 characters.")
        Map<String, String> labels,
    @Setting(
            value = "5",
            doc =
                "Most pictures a second, 0 for no limit. A video leaves out what is above it, in event time; a folder waits and leaves nothing out; a screen, and an address of single pictures, are looked at as often; what is pushed faster is refused and counted.")
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
    @Setting(
            value = "85",
            doc =
                "Of decoded pictures (not FOLDER, PUSH, MQTT): JPEG quality of the frames, 1 to 100.")
        int jpegQuality,
    @Setting(
            value = "1280",
            doc =
                "Of decoded pictures (not FOLDER, PUSH, MQTT): frames with a longer side are scaled down to it, in pixels.")
        int maxSide,
    @Setting(
            value = "0",
            doc =
                "Of decoded pictures (not FOLDER, PUSH, MQTT): degrees to turn pictures clockwise, beside what the file or camera says: 0, 90, 180 or 270.")
        int rotate,
    @Setting(
            doc =
                "Of decoded pictures (not FOLDER, PUSH, MQTT): the part of the picture that goes on, left,top,width,height in shares of it, such as 0.25,0,0.5,1.")
        String crop,
    @Setting(
            doc =
                "Of decoded pictures (not FOLDER, PUSH, MQTT): parts of the picture that are made black before it is compared, encoded or sent, each written as crop is; semicolons between them.")
        String masks,
    @Setting(
            value = "0",
            doc =
                "Of decoded pictures (not FOLDER, PUSH, MQTT): pictures that look like the last frame are left out. How much must change, as the mean of any square of a sixteenth of the width, in levels of brightness of 255: 4 suits most cameras, 0 compares nothing.")
        double changeGate,
    @Setting(
            value = "2s",
            doc =
                "How often a frame goes on though nothing changes, where change-gate is on: at least one a window.")
        Duration refresh,
    @Setting(
            value = "true",
            doc =
                "RTSP, HTTP and USB only: whether pictures that are frozen, black, covered, blurred, too bright or moved are told in the source's status and as an alert.")
        boolean checkPictures,
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
                "All but videos: attributes of every picture, such as line: north. The page, events and windows of parts know part, line, batch, product and reference.")
        Map<String, String> attributes,
    @Setting(
            doc =
                "Folder only: regular expression over a file's name without its ending, whose named groups are attributes too, such as (?<part>[^_]+)_(?<batch>.+).")
        String namePattern,
    @Setting(
            doc =
                "Folder only: a picture is read once a file of its name with this at the end lies beside it, such as .done for 7.jpg.done.")
        String readyMarker,
    @Setting(
            value = "false",
            doc =
                "Folder only: whether 7.json beside 7.jpg says more of the picture: its texts, numbers and booleans are attributes, capturedAt its event time. A picture waits for it.")
        boolean sidecar,
    @Setting(
            doc =
                "Folder only: where a file goes once Kafka has its picture or its dead letter; a relative path is below the source's folder. Left where it is by default.")
        String movedTo) {

  private static final Set<Integer> TURNS = Set.of(0, 90, 180, 270);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Pattern DISPLAY = Pattern.compile(":\\d{1,5}(\\.\\d{1,3})?");

  /** Checks that the needed keys are there, and the bounds. */
  public SourceSettings {
    Check.given("kind", kind);
    address = address == null ? "" : address;
    user = user == null ? "" : user;
    password = password == null ? "" : password;
    region = region == null ? "" : region;
    domain = domain == null ? kind.usualDomain() : domain;
    Check.positive("silence", silence);
    if (every.isNegative() || every.compareTo(LONGEST_PAUSE) > 0) {
      throw new IllegalArgumentException("every must be between 0s and 1h");
    }
    topic = topic == null ? "" : topic;
    switch (kind) {
      case RTSP, HTTP -> {
        Check.given("address", address);
        requireAddress(kind, address, user, password);
      }
      case SCREEN -> requireScreen(display, region);
      case USB -> {
        Check.given("path", path);
        requireDevice(path);
      }
      case MQTT -> MqttTopics.requireFilter("topic", topic);
      case PUSH -> {}
      case VIDEO, FOLDER -> Check.given("path", path);
    }
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    requireLabels(labels);
    Check.between("max-rate", maxRate, 0, 1000);
    Check.between("jpeg-quality", jpegQuality, 1, 100);
    Check.between("max-side", maxSide, 16, 16_384);
    crop = crop == null ? "" : crop;
    masks = masks == null ? "" : masks;
    requireFraming(kind, framing(maxSide, rotate, crop, masks), changeGate);
    Check.between("change-gate", changeGate, 0, 255);
    Check.positive("refresh", refresh);
    Check.positive("settles-after", settlesAfter);
    Check.positive("poll-interval", pollInterval);
    attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
    namePattern = namePattern == null ? "" : namePattern;
    NamePattern.of(namePattern);
    readyMarker = readyMarker == null ? "" : readyMarker;
    movedTo = movedTo == null ? "" : movedTo;
    if (kind == SourceKind.FOLDER) {
      FolderKeys.require(path, readyMarker, movedTo);
    }
    FolderKeys.requireLoop(loop, capturedAt, sidecar, movedTo);
  }

  private static void requireLabels(Map<String, String> labels) {
    SourceLabels.problem(labels)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }

  /** A part that was to be made black must never go on because nobody made it so. */
  private static void requireFraming(SourceKind kind, Framing framing, double changeGate) {
    if (!TURNS.contains(framing.turn())) {
      throw new IllegalArgumentException(
          "rotate is " + framing.turn() + ": it must be 0, 90, 180 or 270");
    }
    boolean asksNothing = framing.isWhole() && changeGate == 0;
    if (!kind.isDecoded() && !asksNothing) {
      throw new IllegalArgumentException(
          "rotate, crop, masks and change-gate are not for kind "
              + kind.written()
              + ", whose pictures go on as they are");
    }
  }

  private static Framing framing(int maxSide, int rotate, String crop, String masks) {
    return new Framing(
        maxSide,
        rotate,
        PictureArea.of("crop", crop),
        Stream.of(masks.split(";"))
            .filter(mask -> !mask.isBlank())
            .map(mask -> PictureArea.of("masks", mask))
            .toList());
  }

  private static void requireScreen(String display, String region) {
    if (display == null || !DISPLAY.matcher(display).matches()) {
      throw new IllegalArgumentException(
          "display must be one of this machine, such as :0 or :99.0");
    }
    ScreenArea.of(region);
  }

  private static void requireDevice(Path path) {
    if (!path.normalize().startsWith("/dev")) {
      throw new IllegalArgumentException("path must be a device, such as /dev/video0");
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

  /** Whether it is a camera whose pictures are checked; a screen may well stay as it is. */
  public boolean checksPictures() {
    return checkPictures && kind.isLive() && kind != SourceKind.SCREEN;
  }

  /** What of its pictures goes on, and how large. */
  public Framing framing() {
    return framing(maxSide, rotate, crop, masks);
  }

  /** Where the stream is; for sources that are streams. */
  public StreamAddress streamAddress() {
    return StreamAddress.of(kind, address, user);
  }

  /** The part of the screen that is captured; nothing for all of it. */
  public Optional<ScreenArea> screenArea() {
    return ScreenArea.of(region);
  }

  /** Where its pictures come from, for people. */
  public String where() {
    return switch (kind) {
      case RTSP, HTTP -> streamAddress().toString();
      case SCREEN -> display;
      case USB, VIDEO, FOLDER -> path.toString();
      case MQTT -> topic;
      case PUSH -> "";
    };
  }

  /** Where files of a folder go that were read; nothing where they stay. */
  public Optional<Path> movedToFolder() {
    return movedTo.isEmpty() ? Optional.empty() : Optional.of(path.resolve(movedTo));
  }

  /** Where the password is. */
  public SecretReference passwordReference() {
    return reference(password);
  }
}
