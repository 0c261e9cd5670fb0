package io.framewise.model.engine;

import java.util.List;
import java.util.stream.Stream;

/**
 * A conversation that is to go on: with an answer where the last turn is a person's, else with more
 * of the last answer.
 *
 * @param turns in order; one of the system may come first
 * @param options how it goes on
 */
public record Dialogue(List<Turn> turns, DialogueOptions options) implements AutoCloseable {

  /** The pictures in their order. */
  public List<? extends Picture> pictures() {
    return turns.stream().flatMap(Dialogue::pictures).toList();
  }

  /** Whether more of an answer is wanted that has begun. */
  public boolean continues() {
    return !turns.isEmpty()
        && turns.get(turns.size() - 1) instanceof Turn.Assistant last
        && !last.text().isEmpty();
  }

  private static Stream<Picture> pictures(Turn turn) {
    return turn instanceof Turn.User user
        ? user.parts().stream()
            .filter(Part.Shown.class::isInstance)
            .map(part -> ((Part.Shown) part).picture())
        : Stream.empty();
  }

  /** Closes the pictures. */
  @Override
  public void close() {
    pictures().forEach(Picture::close);
  }
}
