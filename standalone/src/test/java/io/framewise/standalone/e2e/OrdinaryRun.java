package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.ConnectorsApp;
import io.framewise.standalone.samples.SamplePictures;
import io.framewise.standalone.samples.SampleVideo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * All three deployables over a video, the same video broken off, and a folder of PNG pictures. The
 * videos come to their end; the folder takes more pictures.
 */
final class OrdinaryRun implements AutoCloseable {

  /** One scenario at a time uses it: its reader is one thread's, and one adds pictures to it. */
  static final String LOCK = "the ordinary run";

  static final String STREET = "street";
  static final String CUT = "cut";
  static final String PLATES = "plates";
  static final List<String> SOURCES = List.of(STREET, CUT, PLATES);
  static final int VIDEO_SECONDS = 4;
  static final int FIRST_PICTURES = 4;

  private static final double KEPT_SHARE = 0.6;

  private final Installation installation;
  private final Path samples;
  private final Path pictures;
  private final ForeignReader reader;
  private final ConnectorsApp connectors;
  private final Api api;
  private int dropped;

  private OrdinaryRun(Platform platform, Path directory) throws IOException {
    this.samples = directory.resolve("samples");
    SamplePictures.PARTS.render(samples);
    this.pictures = Files.createDirectories(directory.resolve("plates"));
    for (int i = 0; i < FIRST_PICTURES; i++) {
      dropPicture();
    }
    this.installation = new Installation(platform, "ordinary", directory, yaml(directory));
    this.reader = new ForeignReader(platform);
    installation.startModel();
    this.api = new Api(installation.startStreams().apiPort());
    this.connectors = installation.startConnectors();
  }

  static OrdinaryRun start(Platform platform, Path directory) throws IOException {
    return new OrdinaryRun(platform, directory);
  }

  private String yaml(Path directory) throws IOException {
    Path video = directory.resolve("street.mp4");
    SampleVideo.render(video, VIDEO_SECONDS, percent -> {});
    byte[] whole = Files.readAllBytes(video);
    Path cut = directory.resolve("cut.mp4");
    Files.write(cut, Arrays.copyOf(whole, (int) (whole.length * KEPT_SHARE)));
    return """
        connectors:
          publisher:
            status-interval: 300ms
          sources:
            street: {kind: video, path: %s, max-rate: 5, labels: {site: yard}}
            cut: {kind: video, path: %s, pacing: fast}
            plates: {kind: folder, path: %s, domain: inspection, max-rate: 4, poll-interval: 200ms}
        streams:
          max-open-requests: 100
          question-sets:
            traffic:
              domain: video
              window-size: 1s
              frames: 4
              idle: 1s
              deadline: 60s
              max-new-tokens: 4
              questions:
                vehicle: {text: "Is a vehicle on the road?", answer: yes_no}
                direction: {text: "Which way does it drive?", answer: choice, choices: [left, right]}
                scene: {text: Describe the scene.}
                report:
                  text: What drives there, and how many?
                  answer: json
                  max-new-tokens: 60
                  json-schema: >
                    {"type": "object", "additionalProperties": false, "required": ["kind", "count"], "properties":
                     {"kind": {"enum": ["car", "bus"]}, "count": {"type": "integer", "minimum": 0, "maximum": 99}}}
            quality:
              domain: inspection
              sources: [plates]
              window-size: 200ms
              frames: 1
              max-tiles: 4
              idle: 1s
              deadline: 60s
              questions:
                usable: {text: "Can the part be used?", answer: yes_no}
        """
        .formatted(video, cut, pictures);
  }

  /**
   * Puts one more PNG into the folder, as a program does that writes files: under a name that is
   * passed over first.
   */
  void dropPicture() throws IOException {
    dropped++;
    Path draft = pictures.resolve("draft.part");
    Files.copy(samples.resolve("part-%02d.png".formatted(1 + dropped % 6 * 2)), draft);
    Files.move(
        draft,
        pictures.resolve("plate-%02d.png".formatted(dropped)),
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** Waits until the videos are over, every picture was read, and every window has its event. */
  void awaitSettled() {
    Patience.untilAsserted(
        () -> {
          requireAllRead();
          api.sources().forEach(SourceAccount::requireSettled);
          requireAllPublished();
        });
  }

  private void requireAllRead() throws IOException, InterruptedException {
    assertThat(api.source(STREET).state()).isEqualTo("ENDED");
    assertThat(api.source(CUT).state()).isEqualTo("BROKEN");
    assertThat(api.source(PLATES).connector("captured")).isEqualTo(dropped);
    for (SourceAccount source : api.sources()) {
      assertThat(source.frames("received")).isEqualTo(source.connector("published"));
    }
  }

  private void requireAllPublished() throws IOException, InterruptedException {
    long ended = api.sources().stream().mapToLong(SourceAccount::endedWindows).sum();
    assertThat(events()).hasSize((int) ended);
  }

  /** The events topic. */
  List<GenericRecord> events() {
    return reader.allDecoded(installation.topics().events().name());
  }

  Installation installation() {
    return installation;
  }

  ConnectorsApp connectors() {
    return connectors;
  }

  ForeignReader reader() {
    return reader;
  }

  Api api() {
    return api;
  }

  @Override
  public void close() {
    reader.close();
    installation.close();
  }
}
