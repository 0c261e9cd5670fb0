package io.framewise.streams.admin;

import io.framewise.contract.avro.DeadLetter;
import io.framewise.streams.letters.StoredLetter;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Dead letters as JSON. */
final class LetterJson {

  private LetterJson() {}

  static JsonObject of(StoredLetter stored) {
    DeadLetter letter = stored.letter();
    return new JsonObject()
        .put("ref", stored.place().toString())
        .put("failedAt", letter.getFailedAt().toString())
        .put("sourceId", letter.getSourceId())
        .put("stage", letter.getStage().name())
        .put("category", letter.getCategory())
        .put("message", letter.getMessage())
        .put("attempts", letter.getAttempts())
        .put("origin", letter.getOrigin())
        .put("originalSize", letter.getOriginalSize())
        .put("redrivenAt", stored.redrivenAt().map(Instant::toString).orElse(null));
  }
}
