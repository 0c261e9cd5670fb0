package io.framewise.model.internvl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.model.tiny.TinyCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against prompts that src/test/python/prompt_fixtures.py made and tokenised as one text. */
class PromptParityTest {

  private static final int TOKENS_PER_TILE = 16;

  @TempDir private static Path directory;

  static Stream<Named<JsonNode>> cases() throws IOException {
    try (InputStream in = PromptParityTest.class.getResourceAsStream("prompts.json")) {
      return StreamSupport.stream(
              new ObjectMapper().readTree(in).get("prompts").spliterator(), false)
          .map(prompt -> Named.of(prompt.get("name").asText(), prompt));
    }
  }

  static Stream<Arguments> casesByTokenizer() throws IOException {
    List<Arguments> all = new ArrayList<>();
    for (String tokenizer : List.of("tiny", "qwen", "internlm", "metaspace")) {
      cases().forEach(prompt -> all.add(Arguments.of(tokenizer, prompt)));
    }
    return all.stream();
  }

  private static Tokens tokens(String tokenizer) throws URISyntaxException {
    if (tokenizer.equals("tiny")) {
      TinyCheckpoint.write(directory, 1);
      return Tokens.open(directory);
    }
    return Tokens.open(Path.of(PromptParityTest.class.getResource(tokenizer).toURI()));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("casesByTokenizer")
  void shouldWriteThePromptOfTheOriginalChat(String tokenizer, JsonNode prompt)
      throws URISyntaxException {
    try (Tokens tokens = tokens(tokenizer)) {
      assertThat(written(tokens, prompt, false))
          .containsExactlyElementsOf(ids(prompt.get("ids").get(tokenizer)));
    }
  }

  /** Its template has no system turn; given ours, it writes the same for pictures without names. */
  @ParameterizedTest
  @MethodSource("cases")
  void shouldWriteThePromptOfTransformersProcessor(JsonNode prompt) throws URISyntaxException {
    try (Tokens tokens = tokens("tiny")) {
      assertThat(written(tokens, prompt, true))
          .containsExactlyElementsOf(ids(prompt.get("processor_ids")));
    }
  }

  private static List<Long> written(Tokens tokens, JsonNode prompt, boolean nameless) {
    JsonNode system = prompt.get("system");
    PromptFormat format =
        new PromptFormat(
            tokens,
            system.isNull() ? PromptFormat.DEFAULT_SYSTEM : system.asText(),
            TOKENS_PER_TILE);
    DialogueWriter writer = format.beginning();
    for (JsonNode turn : prompt.get("turns")) {
      List<Integer> tiles = new ArrayList<>();
      turn.get(1).forEach(count -> tiles.add(count.asInt()));
      String pictures = "<image>\n".repeat(tiles.size());
      writer.user(nameless ? pictures : turn.get(0).asText(), tiles);
      writer.question(turn.get(2).asText());
      if (!turn.get(3).isNull()) {
        writer.answer(turn.get(3).asText());
      }
    }
    return Arrays.stream(writer.ids()).boxed().toList();
  }

  /** Runs are written as {@code token x count}. */
  private static List<Long> ids(JsonNode written) {
    List<Long> ids = new ArrayList<>();
    for (String run : written.asText().split(" ")) {
      String[] parts = run.split("x");
      int count = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
      ids.addAll(Collections.nCopies(count, Long.valueOf(parts[0])));
    }
    return ids;
  }
}
