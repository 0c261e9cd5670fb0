package io.framewise.model.openai;

import io.framewise.model.engine.Dialogue;
import io.framewise.model.engine.DialogueOptions;
import io.framewise.model.engine.Sampling;
import io.framewise.model.openai.answer.Heading;
import io.framewise.model.openai.answer.Models;
import io.framewise.model.openai.media.Exhibition;
import io.framewise.model.openai.media.Shown;
import io.framewise.model.openai.request.ApiError;
import io.framewise.model.openai.request.ChatRequest;
import io.framewise.model.openai.request.ChatRequest.Choice;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Makes what the engine is asked from what a client asks. Safe for use by several threads. */
final class Conversations {

  private final ServedModel model;
  private final String name;
  private final Exhibition exhibition;
  private final Shapes shapes;

  Conversations(ServedModel model, Exhibition exhibition) {
    this.model = model;
    this.exhibition = exhibition;
    name = model.engine().model().getName();
    shapes = new Shapes(model.vocabulary());
  }

  /**
   * What is asked, and the room that its pictures take.
   *
   * @param room given back when the model has seen them, or the request ends
   */
  record Asked(Dialogue dialogue, Shown.Room room) {}

  /**
   * How answers are to be generated.
   *
   * @throws io.framewise.model.openai.request.ApiException when that cannot be, or another model is
   *     wanted
   */
  DialogueOptions options(ChatRequest request) {
    if (request.model().filter(wanted -> !wanted.equals(name)).isPresent()) {
      throw ApiError.noModel(404, shown(request.model().get()), name).thrown();
    }
    int limit = request.maxTokens().orElse(model.engine().contextLength());
    ChatRequest.Telling telling = request.telling();
    return new DialogueOptions(
        request.answers(),
        request.maxTokens().orElse(0),
        sampling(request.choice()),
        request.choice().stopWords(),
        telling.logProbabilities() || request.answers() > 1,
        telling.likeliest(),
        shapes.fitting(request.shape(), limit));
  }

  private static Sampling sampling(Choice choice) {
    return new Sampling(
        choice.temperature(),
        choice.topK(),
        choice.topP(),
        choice.repetitionPenalty(),
        choice.seed().orElseGet(() -> new SplittableRandom().nextLong() >>> 1));
  }

  /** What the parts of an answer begin with. */
  Heading heading(String id, Instant now) {
    return new Heading(
        "chatcmpl-" + id, now.getEpochSecond(), name, "fw_" + model.engine().model().getDigest());
  }

  /** The model as the list of models tells it. */
  Models models(Instant loaded) {
    return new Models(name, loaded.getEpochSecond(), model.engine().contextLength());
  }

  private static String shown(String model) {
    boolean plain = model.length() <= 100 && model.chars().allMatch(c -> c > ' ' && c < 0x7F);
    return plain ? model : "of that name";
  }

  /**
   * A request with its pictures ready.
   *
   * @param wanted asked while it waits for room
   * @return nothing once it is not wanted any more
   */
  Optional<Asked> asked(ChatRequest request, DialogueOptions options, BooleanSupplier wanted)
      throws InterruptedException {
    return exhibition
        .show(request.messages(), wanted)
        .map(shown -> new Asked(new Dialogue(shown.turns(), options), shown.room()));
  }
}
