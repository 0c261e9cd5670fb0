package io.framewise.connectors.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A name server that says nothing, and cannot be interrupted. */
@Timeout(30)
@Execution(ExecutionMode.CONCURRENT)
final class HostLookUpTest {

  private static final AddressRule PRIVATE = new AddressRule(true, false);

  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger alive = new AtomicInteger();

  @AfterEach
  void endTheHang() {
    over.countDown();
  }

  private InetAddress[] hangs(String host) throws UnknownHostException {
    while (over.getCount() > 0) {
      Thread.onSpinWait();
    }
    throw new UnknownHostException(host);
  }

  private HostLookUp lookUp(Duration limit, HostLookUp.Names names) {
    return new HostLookUp(PRIVATE, limit, alive::incrementAndGet, names);
  }

  @Test
  void shouldSayThatTheNameServerDoesNotAnswer() {
    Duration limit = Duration.ofSeconds(1);
    HostLookUp.NoAnswerException late = new HostLookUp.NoAnswerException("gate.example");

    assertThatThrownBy(() -> lookUp(limit, this::hangs).resolve("gate.example"))
        .isInstanceOf(HostLookUp.NoAnswerException.class);
    assertThat(alive.get()).isGreaterThanOrEqualTo(2);
    StreamFaultException fault = WebFaults.opening(late, "gate.example", limit);
    assertThat(fault.fault()).isEqualTo(StreamFault.NAME_NOT_FOUND);
    assertThat(fault).hasMessageContaining("name server").hasMessageContaining("gate.example");
  }

  @Test
  void shouldEndAtOnceWhenItsThreadIsToldToStop() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> lookUp(Duration.ofMinutes(5), this::hangs).resolve("gate.example"))
        .isInstanceOf(UnknownHostException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void shouldTellAHostThatIsNotKnownAndOneThatIsNotAllowed() {
    AddressRule publicOnly = new AddressRule(false, false);
    HostLookUp here =
        new HostLookUp(
            publicOnly,
            Duration.ofSeconds(20),
            () -> {},
            host -> new InetAddress[] {InetAddress.getLoopbackAddress()});

    assertThatThrownBy(() -> here.resolve("gate.example"))
        .isInstanceOf(AddressRule.NotAllowedException.class);
    assertThatThrownBy(
            () ->
                lookUp(
                        Duration.ofSeconds(20),
                        host -> {
                          throw new UnknownHostException(host);
                        })
                    .resolve("gate.example"))
        .isExactlyInstanceOf(UnknownHostException.class);
  }
}
