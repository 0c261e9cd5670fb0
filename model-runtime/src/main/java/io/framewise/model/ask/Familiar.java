package io.framewise.model.ask;

import io.framewise.model.checkpoint.KnownQuestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says of a question, before it is answered, when the model was not trained for it. Of a general
 * model, which lists no questions, nothing is said.
 */
final class Familiar {

  private static final int LISTED = 40;

  private final Optional<KnownQuestions> known;
  private boolean listed;

  Familiar(Optional<KnownQuestions> known) {
    this.known = known;
  }

  /** Whether the model was trained for a question; nothing where it does not say. */
  Optional<Boolean> knows(String question) {
    return known.map(questions -> questions.hasText(question));
  }

  /** The lines to show before the answer to a question; what is known is listed once. */
  List<String> warning(String question) {
    if (knows(question).orElse(true)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("This model was not trained for this question: its answer means nothing.");
    if (!listed) {
      lines.addAll(list());
      listed = true;
    }
    return lines;
  }

  /** What the model was trained for. */
  List<String> list() {
    if (known.isEmpty()) {
      return List.of("This model lists no questions: it takes any.");
    }
    List<KnownQuestions.Known> questions = known.get().questions();
    List<String> lines = new ArrayList<>(List.of("It knows these questions only:"));
    questions.stream().limit(LISTED).forEach(one -> lines.add("  " + one.text()));
    if (questions.size() > LISTED) {
      lines.add("  and " + (questions.size() - LISTED) + " more");
    }
    return lines.stream().map(Screen::printable).toList();
  }
}
