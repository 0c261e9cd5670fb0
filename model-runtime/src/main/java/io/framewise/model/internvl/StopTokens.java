package io.framewise.model.internvl;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewise.model.checkpoint.ConfigSection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tokens that end an answer by the word of generation_config.json: one number or several. */
final class StopTokens {

  private static final String KEY = "eos_token_id";

  private StopTokens() {}

  /** None where the file or the key is not there. */
  static Set<Long> of(TokenizerFiles files) {
    Optional<ConfigSection> config = files.section("generation_config.json");
    if (config.isEmpty() || !config.get().has(KEY)) {
      return Set.of();
    }
    JsonNode told = config.get().node().get(KEY);
    Set<Long> stops = new HashSet<>();
    for (JsonNode id : told.isArray() ? told : List.of(told)) {
      if (!id.isIntegralNumber() || !id.canConvertToInt() || id.asInt() < 0) {
        throw config.get().wrong(KEY, "a token's number, or a list of them");
      }
      stops.add(id.asLong());
    }
    return stops;
  }
}
