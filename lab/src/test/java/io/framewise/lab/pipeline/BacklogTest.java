package io.framewise.lab.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {

  /** Windows of 4 s with half a second of grace: at 4.5 s the frame lies that closes the first. */
  @Test
  void shouldEndWithTheFrameThatClosesTheLastWindow() {
    assertThat(new Backlog(1, 1, 2).framesEach()).isEqualTo(10);
    assertThat(new Backlog(1, 2, 2).framesEach()).isEqualTo(18);
    assertThat(new Backlog(1, 1, 1).framesEach()).isEqualTo(6);
  }

  @Test
  void shouldHaveAboutTheWishedSizeAndAtLeastOneWindow() {
    Backlog wished = Backlog.ofAbout(6000, 20, 5);

    assertThat(wished.frames()).isBetween(5600, 6000);
    assertThat(wished.events()).isEqualTo(20 * 14);
    assertThat(Backlog.ofAbout(1, 3, 5).events()).isEqualTo(3);
  }
}
