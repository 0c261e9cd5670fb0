package io.framewise.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {

  @Test
  void shouldShowStarsWhereverItIsWritten() {
    record Holder(String name, Secret password) {}

    assertThat(new Holder("ann", Secret.of("p4ss"))).hasToString("Holder[name=ann, password=***]");
    assertThat("" + Secret.NONE).isEmpty();
  }

  @Test
  void shouldBeHiddenInEachFormInWhichItIsSent() {
    Secret secret = Secret.of("p 4/ss");

    assertThat(secret.hideIn("refused: p 4/ss, p+4%2Fss, cCA0L3Nz"))
        .isEqualTo("refused: ***, ***, ***");
    assertThat(secret.hideIn(null)).isNull();
    assertThat(Secret.NONE.hideIn("all of it")).isEqualTo("all of it");
  }
}
