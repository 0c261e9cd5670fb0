package io.framewise.connectors;

import io.framewise.connectors.camera.CameraSource;
import io.framewise.connectors.capture.CapturePool;
import io.framewise.connectors.folder.FolderSource;
import io.framewise.connectors.mqtt.MqttBroker;
import io.framewise.connectors.mqtt.MqttSource;
import io.framewise.connectors.push.PushDesk;
import io.framewise.connectors.push.PushSource;
import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.settings.Pacing;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.FrameSource;
import io.framewise.connectors.video.VideoSource;
import io.framewise.contract.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Makes the source that settings describe. */
final class SourceFactory {

  private final CapturePool pool;
  private final PushDesk desk;
  private final MqttBroker broker;
  private final Map<String, String> environment;
  private final Clock clock;
  private final Pacer.Sleeper sleeper;

  /**
   * A factory of sources.
   *
   * @param pool where streams are captured
   * @param desk where pushed pictures find their source
   * @param broker where pictures are published by MQTT
   * @param environment variables in which passwords may be
   */
  SourceFactory(
      CapturePool pool,
      PushDesk desk,
      MqttBroker broker,
      Map<String, String> environment,
      Clock clock,
      Pacer.Sleeper sleeper) {
    this.pool = pool;
    this.desk = desk;
    this.broker = broker;
    this.environment = environment;
    this.clock = clock;
    this.sleeper = sleeper;
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

  FrameSource create(String sourceId, SourceSettings settings) {
    return switch (settings.kind()) {
      case VIDEO -> new VideoSource(sourceId, settings, clock, pacer(settings), sleeper);
      case FOLDER -> new FolderSource(sourceId, settings, clock, sleeper);
      case RTSP, HTTP, SCREEN, USB ->
          new CameraSource(sourceId, settings, pool, environment, clock, sleeper);
      case PUSH -> new PushSource(sourceId, settings, desk, clock);
      case MQTT -> new MqttSource(sourceId, settings, broker, clock, sleeper);
    };
  }

  private Pacer pacer(SourceSettings settings) {
    return settings.pacing() == Pacing.FAST ? Pacer.fast() : Pacer.realtime(clock, sleeper);
  }
}
