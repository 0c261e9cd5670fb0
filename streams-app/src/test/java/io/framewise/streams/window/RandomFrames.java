package io.framewise.streams.window;

import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.WindowKind;
import io.framewise.streams.topology.TopologyHarness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Frames as chance has it, the same for the same seed. */
final class RandomFrames {

  static final int GRACE_MS = 500;

  private static final int MOST = 150;

  private final Random random;

  RandomFrames(long seed) {
    this.random = new Random(seed);
  }

  /**
   * Frames of a source in the order of capture, some of them at the same moment; a screen has one
   * picture at a time.
   */
  List<Frame> inOrder(WindowKind kind) {
    int longestStep = 1 + random.nextInt(900);
    List<Frame> frames = new ArrayList<>();
    long atMs = random.nextInt(5000);
    int count = 2 + random.nextInt(MOST);
    for (int i = 0; i < count; i++) {
      frames.add(frame(kind, "f" + i, atMs));
      atMs += random.nextInt(longestStep) + (kind == WindowKind.CHANGE ? 1 : 0);
    }
    return frames;
  }

  Frame frame(WindowKind kind, String id, long atMs) {
    return switch (kind) {
      case TIME -> TopologyHarness.frame(id, atMs);
      case CHANGE -> TestFrames.screen(id, atMs, "screen " + random.nextInt(2));
      case IMAGE, PAIR -> TestFrames.inspection(id, atMs, attributes());
      case PART -> TestFrames.inspection(id, atMs, part(atMs));
    };
  }

  /** Sometimes a reference, sometimes of a product, sometimes of a line. */
  private Map<String, String> attributes() {
    Map<String, String> attributes = new HashMap<>();
    if (random.nextInt(6) == 0) {
      attributes.put("reference", "true");
    }
    if (random.nextInt(3) == 0) {
      attributes.put("product", "p" + random.nextInt(2));
    }
    if (random.nextBoolean()) {
      attributes.put("line", "l" + random.nextInt(2));
    }
    return attributes;
  }

  /** One of the parts that pass the station in these two seconds; now and then none. */
  private Map<String, String> part(long atMs) {
    Map<String, String> attributes = attributes();
    if (random.nextInt(8) != 0) {
      attributes.put("part", atMs / 2000 + "-" + random.nextInt(3));
    }
    return attributes;
  }

  /** The same frames, none overtaken by one that is newer by more than the grace. */
  List<Frame> disordered(List<Frame> frames) {
    return disordered(frames, GRACE_MS);
  }

  List<Frame> disordered(List<Frame> frames, int mostMs) {
    Map<String, Long> delays = new HashMap<>();
    frames.forEach(frame -> delays.put(frame.getFrameId(), (long) random.nextInt(mostMs)));
    return frames.stream()
        .sorted(
            Comparator.comparingLong(
                frame -> frame.getCapturedAt().toEpochMilli() + delays.get(frame.getFrameId())))
        .toList();
  }

  /** With some frames sent again. */
  List<Frame> withDuplicates(List<Frame> frames) {
    List<Frame> sent = new ArrayList<>();
    for (Frame frame : frames) {
      sent.add(frame);
      if (random.nextInt(5) == 0) {
        sent.add(sent.get(random.nextInt(sent.size())));
      }
    }
    return sent;
  }

  void shuffle(List<Frame> frames) {
    Collections.shuffle(frames, random);
  }

  int upTo(int bound) {
    return random.nextInt(bound);
  }
}
