package io.framewise.standalone.e2e;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Everything that is promised of the whole product, on one platform for all of it. Each group of
 * scenarios is an interface; a subclass names the platform. Two scenarios run at a time, since most
 * of the time they wait.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 180, unit = TimeUnit.SECONDS)
abstract class WholeWayScenarios
    implements AnswerScenarios,
        RightAnswerScenarios,
        QueryScenarios,
        AskScenarios,
        FeedScenarios,
        BadFileScenarios,
        BadRecordScenarios,
        AlertScenarios,
        QuestionsCommandScenarios,
        SourcesCommandScenarios,
        TryQuestionsScenarios,
        FramesCommandScenarios,
        DeadLettersScenarios,
        ReplayScenarios,
        WindowKindScenarios,
        SeenOnceScenarios,
        OutageScenarios {

  private Path directory;
  private Platform platform;
  private OrdinaryRun run;

  abstract Platform startPlatform(Path directory);

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    directory = temporary;
    platform = startPlatform(directory);
    run = OrdinaryRun.start(platform, directory);
  }

  @AfterAll
  void stop() {
    if (run != null) {
      run.close();
    }
    if (platform != null) {
      platform.close();
    }
  }

  @Override
  public final Path directory() {
    return directory;
  }

  @Override
  public final Platform platform() {
    return platform;
  }

  @Override
  public final OrdinaryRun run() {
    return run;
  }
}
