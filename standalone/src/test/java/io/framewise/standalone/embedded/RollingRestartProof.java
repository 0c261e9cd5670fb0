package io.framewise.standalone.embedded;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/** Five rolling restarts of two instances, within the bounds that are promised. */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class RollingRestartProof extends SeveralInstancesIT {

  @Override
  int rounds() {
    return 5;
  }

  @Override
  Duration mostGap() {
    return Duration.ofSeconds(10);
  }

  @Override
  double leastAnswered() {
    return 0.999;
  }
}
