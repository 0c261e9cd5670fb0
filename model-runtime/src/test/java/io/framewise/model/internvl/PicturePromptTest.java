package io.framewise.model.internvl;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Domain;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of the model cards: what the model was trained on. */
class PicturePromptTest {

  @ParameterizedTest
  @CsvSource({
    "VIDEO, 1, 'Frame1: <image>|'",
    "VIDEO, 3, 'Frame1: <image>|Frame2: <image>|Frame3: <image>|'",
    "SCREEN, 1, '<image>|'",
    "SCREEN, 2, 'Image-1: <image>|Image-2: <image>|'",
    "INSPECTION, 1, '<image>|'",
    "INSPECTION, 2, 'Image-1: <image>|Image-2: <image>|'"
  })
  void shouldWordAPromptByItsDomain(Domain domain, int frames, String prompt) {
    assertThat(PicturePrompt.of(domain, frames)).isEqualTo(prompt.replace('|', '\n'));
  }
}
