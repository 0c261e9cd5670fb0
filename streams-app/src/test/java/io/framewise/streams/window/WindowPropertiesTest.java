package io.framewise.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowKind;
import io.framewise.streams.dispatch.Requests;
import io.framewise.streams.ingest.ArrivedFrame;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.topology.TopologyHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of windows whatever comes. Each case is named after the seed that it was made from,
 * which makes it again.
 */
class WindowPropertiesTest {

  private static final int CASES = 300;
  private static final int CASES_OF_THE_TOPOLOGY = 5;

  /** Frames in any order within the grace make the same windows, down to the ids of requests. */
  @ParameterizedTest
  @EnumSource
  void shouldMakeTheSameWindowsWhenFramesComeInAnyOrderWithinTheGrace(WindowKind kind) {
    for (long seed = 0; seed < CASES; seed++) {
      RandomFrames random = new RandomFrames(seed);
      QuestionSet set = anySet("any", kind, random);
      List<Frame> inOrder = frames(random, kind);
      List<Frame> disordered = disordered(set, inOrder, random);

      assertThat(made(set, disordered))
          .as("seed %d, %s", seed, set.getWindow())
          .containsExactlyInAnyOrderElementsOf(made(set, inOrder));
    }
  }

  /** Of a window at most as many frames are kept as asked for, at any time and rate. */
  @ParameterizedTest
  @EnumSource
  void shouldKeepAtMostSoManyFramesWhenTheyComeAtAnyRate(WindowKind kind) {
    for (long seed = 0; seed < CASES; seed++) {
      RandomFrames random = new RandomFrames(seed);
      QuestionSet set = anySet("any", kind, random);
      List<Frame> frames = random.disordered(random.inOrder(kind), 5000);

      assertThat(WindowRun.over(set, arrived(frames)))
          .as("seed %d, %s", seed, set.getWindow())
          .allSatisfy(
              closed -> {
                assertThat(closed.selected()).hasSizeBetween(1, set.getWindow().getFrames());
                assertThat(closed.window().getSegments())
                    .hasSizeLessThanOrEqualTo(set.getWindow().getFrames());
              });
    }
  }

  /**
   * Each frame ends exactly once: two sets, windows that overlap, duplicates, frames beyond the
   * grace, silences and answers in between; the sums agree after every record.
   */
  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("casesOfTheTopology")
  void shouldAccountForEachFrameExactlyOnce(WindowKind kind, long seed, @TempDir Path state) {
    RandomFrames random = new RandomFrames(seed);
    List<Frame> sent =
        random.withDuplicates(random.disordered(random.inOrder(kind), 1 + random.upTo(3000)));
    try (TopologyHarness harness = new TopologyHarness(TopologyHarness.settings(state, 3))) {
      harness.ask(anySet("one", kind, random));
      harness.ask(anySet("two", kind, random));
      for (Frame frame : sent) {
        harness.capture(frame);
        goOn(harness, random);
        harness.requireBalance();
      }
      harness.advance(Duration.ofMinutes(1));
      harness.advance(Duration.ofMinutes(1));
      while (harness.ledger().getWaitingWindows() + harness.ledger().getOpenRequests() > 0) {
        harness.advance(Duration.ofMinutes(1)); // windows of inspection wait for each other's end
        harness.requireBalance();
      }

      SourceLedger ledger = harness.ledger();
      harness.requireBalance();
      assertThat(ledger.getReceived()).isEqualTo(sent.size());
      assertThat(ledger.getOpenRequests()).isZero();
      assertThat(harness.<OpenWindow>contents(StateStores.OPEN_WINDOWS)).isEmpty();
    }
  }

  /**
   * No window is asked about twice, however seldom its source sends and however long the window is:
   * frames come in minutes, some of them with the time of minutes before.
   */
  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("casesOfSeldom")
  void shouldAskOnceAboutEachWindowOfASourceThatSendsSeldom(
      WindowKind kind, long seed, @TempDir Path state) {
    RandomFrames random = new RandomFrames(seed);
    QuestionSet set = anySet("seldom", kind, random);
    long size = Duration.ofMinutes(1 + random.upTo(90)).toMillis();
    set.getWindow().setSizeMs(size);
    set.getWindow().setHopMs(kind == WindowKind.TIME ? size / (1 + random.upTo(2)) : size);
    List<String> asked = new ArrayList<>();
    try (TopologyHarness harness = new TopologyHarness(TopologyHarness.settings(state, 100))) {
      harness.ask(set);
      for (int i = 0; i < 40; i++) {
        harness.advance(Duration.ofSeconds(1 + random.upTo(1500)));
        long behindMs = random.upTo(3) == 0 ? random.upTo(600_000) : 0;
        harness.capture(random.frame(kind, "f" + i, harness.sinceStartMs() - behindMs));
        harness.advance(Duration.ofSeconds(random.upTo(3) == 0 ? 1 : 6));
        harness.requests().forEach(request -> asked.add(request.getRequestId()));
      }
      harness.requireBalance();
    }
    assertThat(asked).isNotEmpty().doesNotHaveDuplicates();
  }

  /** Sometimes a worker answers, sometimes time passes. */
  private static void goOn(TopologyHarness harness, RandomFrames random) {
    if (random.upTo(4) == 0) {
      harness
          .requests()
          .forEach(request -> harness.complete(TopologyHarness.completion(request, "yes")));
    }
    if (random.upTo(20) == 0) {
      harness.advance(Duration.ofMillis(random.upTo(12_000)));
    }
  }

  private static Stream<Arguments> casesOfTheTopology() {
    return cases(CASES_OF_THE_TOPOLOGY, WindowKind.values());
  }

  private static Stream<Arguments> casesOfSeldom() {
    return cases(2, WindowKind.TIME, WindowKind.CHANGE);
  }

  private static Stream<Arguments> cases(int seeds, WindowKind... kinds) {
    return Stream.of(kinds)
        .flatMap(kind -> LongStream.range(0, seeds).mapToObj(seed -> Arguments.of(kind, seed)));
  }

  private static QuestionSet anySet(String id, WindowKind kind, RandomFrames random) {
    QuestionSet set = TestFrames.questionSet(id, kind);
    long size = kind == WindowKind.PART ? 2000 : 1 + random.upTo(6000);
    set.getWindow().setSizeMs(size);
    set.getWindow()
        .setHopMs(kind == WindowKind.TIME ? Math.max(1, size / (1 + random.upTo(4))) : size);
    set.getWindow().setGraceMs(RandomFrames.GRACE_MS);
    if (kind == WindowKind.TIME || kind == WindowKind.CHANGE) {
      set.getWindow().setFrames(1 + random.upTo(8));
    }
    return set;
  }

  /**
   * What the order must not matter for. A pair is made with the reference that is there, so all
   * references come first. A part is complete with its third picture, so there is no fourth.
   */
  private static List<Frame> frames(RandomFrames random, WindowKind kind) {
    List<Frame> frames = new ArrayList<>(random.inOrder(kind));
    switch (kind) {
      case TIME, CHANGE, IMAGE -> {}
      case PART -> {
        Map<String, Integer> pictures = new HashMap<>();
        frames.removeIf(
            frame -> pictures.merge(frame.getAttributes().get("part") + "", 1, Integer::sum) > 3);
      }
      case PAIR -> frames.sort(Comparator.comparing(frame -> !isReference(frame)));
    }
    return frames;
  }

  /**
   * The same frames in another order. What has changed on a screen shows in order only, so there
   * the pictures within a window change places, behind its first.
   */
  private static List<Frame> disordered(QuestionSet set, List<Frame> frames, RandomFrames random) {
    return switch (set.getWindow().getKind()) {
      case TIME, IMAGE, PART -> random.disordered(frames);
      case PAIR -> {
        List<Frame> disordered = new ArrayList<>(random.disordered(frames));
        disordered.sort(Comparator.comparing(frame -> !isReference(frame)));
        yield disordered;
      }
      case CHANGE -> {
        List<Frame> disordered = new ArrayList<>(frames);
        for (ClosedWindow window : WindowRun.over(set, arrived(frames))) {
          random.shuffle(
              disordered.subList(
                  indexFrom(frames, window.window().getStartMs()) + 1,
                  indexFrom(frames, window.window().getEndMs())));
        }
        yield disordered;
      }
    };
  }

  /** Index of the first frame at or after a time. */
  private static int indexFrom(List<Frame> frames, long atMs) {
    int index = 0;
    while (index < frames.size() && frames.get(index).getCapturedAt().toEpochMilli() < atMs) {
      index++;
    }
    return index;
  }

  private static boolean isReference(Frame frame) {
    return "true".equals(frame.getAttributes().get("reference"));
  }

  /** What must be the same of a window. */
  private record Made(
      String requestId, List<String> frames, int seen, ClosedBy closedBy, Map<String, String> of) {

    static Made by(InferenceRequest request) {
      return new Made(
          request.getRequestId(),
          TestFrames.frameIds(request),
          request.getWindow().getFramesSeen(),
          request.getWindow().getClosedBy(),
          request.getAttributes());
    }
  }

  private static List<Made> made(QuestionSet set, List<Frame> frames) {
    return WindowRun.over(set, arrived(frames)).stream()
        .map(window -> Made.by(Requests.of("live", window, set, 0)))
        .toList();
  }

  private static List<ArrivedFrame> arrived(List<Frame> frames) {
    return frames.stream().map(frame -> TestFrames.arrived(frame, offset(frame))).toList();
  }

  private static long offset(Frame frame) {
    return Long.parseLong(frame.getFrameId().substring(1));
  }
}
