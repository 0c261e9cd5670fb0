package io.framewise.connectors.folder;

import io.framewise.connectors.scene.SceneNote;
import io.framewise.connectors.settings.CaptureTime;
import io.framewise.connectors.settings.NamePattern;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.FrameIds;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Makes pictures of the files of a folder: their ids, times and attributes. */
final class FolderPictures {

  private final String sourceId;
  private final SourceSettings settings;
  private final Clock clock;
  private final FrameIds frameIds;
  private final NamePattern namePattern;

  FolderPictures(String sourceId, SourceSettings settings, Clock clock) {
    this.sourceId = sourceId;
    this.settings = settings;
    this.clock = clock;
    this.frameIds = new FrameIds(sourceId, clock.instant());
    this.namePattern = NamePattern.of(settings.namePattern());
  }

  /** The picture that a good file is. One with a time of its own has an id of its own too. */
  CapturedImage of(String name, FoundFile file, PictureFile.Result.Good good) {
    boolean byFile = settings.capturedAt() == CaptureTime.MODIFIED;
    boolean dated = byFile || good.sidecar().capturedAt().isPresent();
    Instant usual = byFile ? file.stamp().modified() : clock.instant();
    return new CapturedImage(
        dated ? FileIds.of(sourceId, name, file.stamp()) : frameIds.next(),
        good.sidecar().capturedAt().orElse(usual).truncatedTo(ChronoUnit.MILLIS),
        good.probe().format(),
        good.probe().width(),
        good.probe().height(),
        good.bytes(),
        attributes(name, good.sidecar()),
        SceneNote.NONE);
  }

  /** What is said of this file alone counts for more than what stands in the settings for all. */
  private Map<String, String> attributes(String name, Sidecar sidecar) {
    Map<String, String> attributes = new HashMap<>(settings.attributes());
    attributes.putAll(namePattern.attributes(name.substring(name.lastIndexOf('/') + 1)));
    attributes.putAll(sidecar.attributes());
    attributes.put(CapturedImage.FILE_NAME, name);
    return attributes;
  }
}
