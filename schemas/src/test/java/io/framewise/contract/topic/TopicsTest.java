package io.framewise.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {

  private final Topics topics = new Topics("framewise.");

  @Test
  void shouldBeginEveryNameWithThePrefix() {
    assertThat(topics.all())
        .extracting(Topic::name)
        .allMatch(name -> name.startsWith("framewise."))
        .doesNotHaveDuplicates();
  }
}
