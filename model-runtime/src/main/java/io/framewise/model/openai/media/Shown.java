package io.framewise.model.openai.media;

import io.framewise.model.engine.Part;
import io.framewise.model.engine.Picture;
import io.framewise.model.engine.Turn;
import java.util.List;

/**
 * A conversation with its pictures ready for the model.
 *
 * @param turns the conversation
 * @param room what its tiles take up until the model has seen them
 */
public record Shown(List<Turn> turns, Room room) implements AutoCloseable {

  /** Room for tiles; given back once, whoever says so first. */
  public static final class Room implements AutoCloseable {

    private final TileSpace space;
    private int tiles;

    Room(TileSpace space, int tiles) {
      this.space = space;
      this.tiles = tiles;
    }

    @Override
    public synchronized void close() {
      space.giveBack(tiles);
      tiles = 0;
    }
  }

  /** Its pictures. */
  static List<Picture> pictures(List<Turn> turns) {
    return turns.stream()
        .filter(Turn.User.class::isInstance)
        .flatMap(turn -> ((Turn.User) turn).parts().stream())
        .filter(Part.Shown.class::isInstance)
        .map(part -> ((Part.Shown) part).picture())
        .toList();
  }

  /** Closes the pictures of a conversation that no model was given. */
  @Override
  public void close() {
    pictures(turns).forEach(Picture::close);
    room.close();
  }
}
