package io.framewise.admin.letters;

import io.framewise.contract.avro.DeadLetter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Dead letters as JSON. */
final class LetterJson {

  private LetterJson() {}

  static Map<String, Object> of(StoredLetter stored) {
    DeadLetter letter = stored.letter();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ref", stored.place().toString());
    json.put("failedAt", letter.getFailedAt().toString());
    json.put("sourceId", letter.getSourceId());
    json.put("stage", letter.getStage().name());
    json.put("category", letter.getCategory());
    json.put("message", letter.getMessage());
    json.put("attempts", letter.getAttempts());
    json.put("origin", letter.getOrigin());
    json.put("originalSize", letter.getOriginalSize());
    json.put("redrivenAt", stored.redrivenAt().map(Instant::toString).orElse(null));
    return json;
  }
}
