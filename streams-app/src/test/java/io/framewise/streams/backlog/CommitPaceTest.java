package io.framewise.streams.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a task asks for a commit. */
class CommitPaceTest {

  private static final long NOW = 1_000_000;
  private static final TopicPartition VIDEO = new TopicPartition("frames.video", 3);
  private static final TopicPartition SCREEN = new TopicPartition("frames.screen", 3);

  private final Backlogs backlogs = new Backlogs();
  private final Commits commits = new Commits();
  private final CommitPace pace = new CommitPace(Duration.ofMillis(100), backlogs, commits);

  @TempDir private Path directory;
  private MockProcessorContext<String, Object> context;

  @BeforeEach
  void start() {
    context = context(3);
  }

  private MockProcessorContext<String, Object> context(int partition) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    return new MockProcessorContext<>(properties, new TaskId(0, partition), directory.toFile());
  }

  @Test
  void shouldCommitAtOnceWhenSomethingWaitsToBeRead() {
    assertThat(commitsWhenAwaitedAt(NOW)).isTrue();
  }

  @Test
  void shouldNotCommitWhenNothingWaits() {
    assertThat(commitsWhenCheckedAt(NOW)).isFalse();
  }

  @Test
  void shouldLetTheIntervalGoByBetweenTwoCommits() {
    commits.ended(NOW - 10, NOW);

    assertThat(commitsWhenAwaitedAt(NOW + 89)).isFalse();
    assertThat(commitsWhenCheckedAt(NOW + 90)).isTrue();
    assertThat(commitsWhenCheckedAt(NOW + 1000)).isFalse();
  }

  @Test
  void shouldLetTheIntervalGoByWhenNobodyTellsOfTheCommit() {
    assertThat(commitsWhenAwaitedAt(NOW)).isTrue();
    assertThat(commitsWhenAwaitedAt(NOW + 99)).isFalse();
    assertThat(commitsWhenCheckedAt(NOW + 100)).isTrue();
  }

  @Test
  void shouldAwaitNothingMoreWhenKafkaStreamsHasCommittedByItself() {
    commits.ended(NOW - 50, NOW - 40);
    commitsWhenAwaitedAt(NOW);
    commits.ended(NOW + 1, NOW + 5);

    assertThat(commitsWhenCheckedAt(NOW + 500)).isFalse();
  }

  @Test
  void shouldNotCommitEarlyWhileFramesWaitToBeRead() {
    backlogs.tell(VIDEO, 51, NOW);
    backlogs.tell(SCREEN, 0, NOW);

    assertThat(commitsWhenAwaitedAt(NOW)).isFalse();

    backlogs.tell(VIDEO, 50, NOW + 300);
    assertThat(commitsWhenCheckedAt(NOW + 300)).isTrue();
  }

  @Test
  void shouldCommitLessOftenBesideTheBacklogOfAnotherTask() {
    backlogs.tell(new TopicPartition("frames.video", 2), 10_000, NOW);
    commits.ended(NOW, NOW + 20);

    assertThat(commitsWhenAwaitedAt(NOW + 199)).isFalse();
    assertThat(commitsWhenCheckedAt(NOW + 200)).isTrue();
  }

  /** All tasks of a thread commit at once. */
  @Test
  void shouldNotCommitForATaskThatIsBehindWhenAnotherIsNot() {
    backlogs.tell(VIDEO, 10_000, NOW);
    commitsWhenAwaitedAt(NOW);
    MockProcessorContext<String, Object> other = context(4);
    other.setCurrentSystemTimeMs(NOW + 1000);

    pace.check(other);

    assertThat(other.committed()).isFalse();
  }

  @Test
  void shouldForgetTheBacklogOfAPartitionThatHasMovedAway() {
    backlogs.tell(VIDEO, 10_000, NOW);

    assertThat(commitsWhenAwaitedAt(NOW + 10_000)).isTrue();
  }

  @Test
  void shouldCommitLessOftenWhereACommitTakesLong() {
    commits.ended(NOW, NOW + 150);

    assertThat(commitsWhenAwaitedAt(NOW + 299)).isFalse();
    assertThat(commitsWhenCheckedAt(NOW + 300)).isTrue();
  }

  private boolean commitsWhenAwaitedAt(long nowMs) {
    context.setCurrentSystemTimeMs(nowMs);
    pace.await(context);
    return wasAsked();
  }

  private boolean commitsWhenCheckedAt(long nowMs) {
    context.setCurrentSystemTimeMs(nowMs);
    pace.check(context);
    return wasAsked();
  }

  private boolean wasAsked() {
    boolean asked = context.committed();
    context.resetCommit();
    return asked;
  }
}
