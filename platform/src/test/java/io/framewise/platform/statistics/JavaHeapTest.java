package io.framewise.platform.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class JavaHeapTest {

  @Test
  void shouldReadWhatTheG1CollectorSays() throws Exception {
    assertThat(
            JavaHeap.used(
                """
                 garbage-first heap   total 262144K, used 10240K [0x0000, 0x0001)
                  region size 1024K, 3 young (3072K), 0 survivors (0K)
                 Metaspace       used 512K, committed 640K, reserved 1114112K
                """))
        .isEqualTo(10);
  }

  @Test
  void shouldAddTheGenerationsOfTheSerialCollector() throws Exception {
    assertThat(
            JavaHeap.used(
                """
                 def new generation   total 78656K, used 2048K [0x0000, 0x0001)
                 tenured generation   total 174784K, used 1024K [0x0002, 0x0003)
                """))
        .isEqualTo(3);
  }

  @Test
  void shouldRefuseWhatSaysNothingOfTheHeap() {
    assertThatThrownBy(() -> JavaHeap.used("odd"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("odd");
  }

  @Test
  void shouldAskAProcessThatRuns() throws Exception {
    assertThat(JavaHeap.usedAfterCollection(ProcessHandle.current().pid())).isPositive();
  }

  @Test
  void shouldSayThatAProcessIsNotThere() {
    assertThatThrownBy(() -> JavaHeap.usedAfterCollection(Integer.MAX_VALUE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("GC.run");
  }
}
