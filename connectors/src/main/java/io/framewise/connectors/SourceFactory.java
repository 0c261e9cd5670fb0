package io.framewise.connectors;

import io.framewise.connectors.camera.CameraSource;
import io.framewise.connectors.capture.CapturePool;
import io.framewise.connectors.folder.FolderSource;
import io.framewise.connectors.mqtt.MqttSource;
import io.framewise.connectors.push.PushSource;
import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.settings.Pacing;
import io.framewise.connectors.settings.SourceKind;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.Earlier;
import io.framewise.connectors.source.FrameSource;
import io.framewise.connectors.video.VideoSource;
import io.framewise.contract.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** Makes the source that settings describe. */
final class SourceFactory {

  private final CapturePool pool;
  private final SentPictures sent;
  private final Map<String, String> environment;
  private final Clock clock;
  private final Pacer.Sleeper sleeper;
  private final EarlierRuns earlierRuns;

  /**
   * A factory of sources.
   *
   * @param pool where streams are captured
   * @param sent where pictures come in that others send
   * @param environment variables in which passwords may be
   * @param earlierRuns where sources were before
   */
  SourceFactory(
      CapturePool pool,
      SentPictures sent,
      Map<String, String> environment,
      Clock clock,
      Pacer.Sleeper sleeper,
      EarlierRuns earlierRuns) {
    this.pool = pool;
    this.sent = sent;
    this.environment = environment;
    this.clock = clock;
    this.sleeper = sleeper;
    this.earlierRuns = earlierRuns;
  }

  /**
   * Fails when the file or folder is not there, which is a mistake in the settings; anything else
   * that is wrong with it goes to the source's status.
   */
  static void requireThere(String sourceId, SourceSettings settings) {
    Path path = settings.path();
    boolean there =
        switch (settings.kind()) {
          case VIDEO -> Files.exists(path);
          case FOLDER -> Files.isDirectory(path);
          case RTSP, HTTP, SCREEN, USB, PUSH, MQTT -> true; // They may come and go.
        };
    if (!there) {
      throw new UserError(
          "source "
              + sourceId
              + ": there is no "
              + (Files.exists(path) ? "folder " : "such " + settings.kind().written() + " ")
              + path.toAbsolutePath(),
          "set connectors.sources." + sourceId + ".path");
    }
  }

  /**
   * What is known of a source from before, as far as its kind can go on where it was.
   *
   * @param definedAt when its definition was written
   */
  Earlier earlier(String sourceId, SourceSettings settings, Instant definedAt) {
    return settings.kind() == SourceKind.VIDEO
        ? earlierRuns.of(sourceId, definedAt)
        : Earlier.NOTHING;
  }

  /**
   * The source of an id.
   *
   * @param earlier what is known of it from before
   */
  FrameSource create(String sourceId, SourceSettings settings, Earlier earlier) {
    return switch (settings.kind()) {
      case VIDEO -> new VideoSource(sourceId, settings, earlier, clock, pacer(settings), sleeper);
      case FOLDER -> new FolderSource(sourceId, settings, clock, sleeper);
      case RTSP, HTTP, SCREEN, USB ->
          new CameraSource(sourceId, settings, pool, environment, clock, sleeper);
      case PUSH -> new PushSource(sourceId, settings, sent.desk(), clock);
      case MQTT -> new MqttSource(sourceId, settings, sent.broker(), clock, sleeper);
    };
  }

  private Pacer pacer(SourceSettings settings) {
    return settings.pacing() == Pacing.FAST ? Pacer.fast() : Pacer.realtime(clock, sleeper);
  }
}
