package io.framewise.standalone.accuracy;

import io.framewise.connectors.source.CapturedImage;
import io.framewise.contract.avro.FrameHeader;
import io.framewise.standalone.samples.SamplePictures;
import io.framewise.standalone.samples.SampleVideo;
import io.framewise.standalone.samples.YardScene;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows what is true of frames of one sample source. */
@FunctionalInterface
interface SceneTruth {

  /** As connectors write {@link CapturedImage#MEDIA_TIME}. */
  String SECONDS = "\\d{1,9}\\.\\d{6}";

  /**
   * What is true of a window's frames; empty when they are not of the sample, or the video began
   * anew between two of them.
   */
  Optional<Truth> of(List<FrameHeader> frames);

  /** Of the sample video, by the place that a frame has in the file. */
  static SceneTruth video() {
    YardScene scene = SampleVideo.scene();
    return frames -> {
      List<Double> seconds = new ArrayList<>();
      for (FrameHeader frame : frames) {
        String text = frame.getAttributes().getOrDefault(CapturedImage.MEDIA_TIME, "");
        double second = text.matches(SECONDS) ? Double.parseDouble(text) : -1;
        if (second < 0 || (!seconds.isEmpty() && second <= seconds.get(seconds.size() - 1))) {
          return Optional.empty();
        }
        seconds.add(second);
      }
      return seconds.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Truth(scene.answers(seconds), scene.things(seconds.get(seconds.size() - 1))));
    };
  }

  /** Of sample pictures, by the name of a frame's file; windows of one frame only. */
  static SceneTruth pictures(SamplePictures pictures) {
    Map<String, Truth> truths = new LinkedHashMap<>();
    pictures
        .pictures()
        .forEach((file, one) -> truths.put(file, new Truth(one.answers(), one.things())));
    return frames ->
        frames.size() == 1
            ? Optional.ofNullable(
                truths.get(frames.get(0).getAttributes().get(CapturedImage.FILE_NAME)))
            : Optional.empty();
  }
}
