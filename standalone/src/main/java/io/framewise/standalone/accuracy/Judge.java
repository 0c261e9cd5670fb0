package io.framewise.standalone.accuracy;

import io.framewise.connectors.settings.SourceSettings;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.FrameHeader;
import io.framewise.contract.avro.FrameRef;
import io.framewise.platform.frame.FrameReader;
import io.framewise.standalone.samples.SamplePictures;
import io.framewise.standalone.samples.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which answers of an event about a sample source are right. It reads from the frames that
 * the event names where in the sample they stand. Not safe for use by several threads; blocks while
 * it reads.
 */
public final class Judge implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Judge.class);

  private final Map<String, SceneTruth> truths;
  private final FrameReader frames;

  private Judge(Map<String, SceneTruth> truths, FrameReader frames) {
    this.truths = truths;
    this.frames = frames;
  }

  /**
   * A judge of the sources that play the samples; it knows nothing of others.
   *
   * @param frames closed with the judge
   */
  public static Judge of(Map<String, SourceSettings> sources, Samples samples, FrameReader frames) {
    Map<Path, Supplier<SceneTruth>> byPath =
        Map.of(
            samples.video(), SceneTruth::video,
            samples.parts(), () -> SceneTruth.pictures(SamplePictures.PARTS),
            samples.screens(), () -> SceneTruth.pictures(SamplePictures.SCREENS));
    Map<String, SceneTruth> truths = new HashMap<>();
    sources.forEach(
        (id, source) -> {
          Supplier<SceneTruth> truth = byPath.get(source.path());
          if (truth != null) {
            truths.put(id, truth.get());
          }
        });
    return new Judge(truths, frames);
  }

  /**
   * Whether each answer is right, by question id. Questions without a clear answer are left out,
   * and so is an event whose frames cannot be read any more.
   */
  public Map<String, Boolean> verdicts(AnalysisEvent event) {
    SceneTruth scene = truths.get(event.getSourceId());
    if (scene == null || event.getAnswers().isEmpty()) {
      return Map.of();
    }
    Optional<Truth> truth = headers(event.getFrames()).flatMap(scene::of);
    Map<String, Boolean> verdicts = new LinkedHashMap<>();
    if (truth.isPresent()) {
      FrameRef last = event.getFrames().get(event.getFrames().size() - 1);
      for (Answer answer : event.getAnswers()) {
        if (truth.get().knows(answer.getQuestionId())) {
          verdicts.put(answer.getQuestionId(), truth.get().confirms(answer, last));
        }
      }
    }
    return verdicts;
  }

  private Optional<List<FrameHeader>> headers(List<FrameRef> references) {
    List<FrameHeader> headers = new ArrayList<>();
    try {
      for (FrameRef reference : references) {
        frames.readHeader(reference).ifPresent(headers::add);
      }
    } catch (TimeoutException e) {
      LOG.warn("a frame could not be judged: {}", e.getMessage());
    }
    return headers.size() == references.size() ? Optional.of(headers) : Optional.empty();
  }

  @Override
  public void close() {
    frames.close();
  }
}
