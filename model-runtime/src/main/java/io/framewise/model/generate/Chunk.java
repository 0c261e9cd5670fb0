package io.framewise.model.generate;

import java.util.ArrayList;
import java.util.List;

/** Tokens that go through the language model together: so many of each text, of some none. */
public final class Chunk {

  /** Where a token stands in its chunk. */
  public record Place(int row, int index) {}

  private final List<List<PlacedToken>> rows = new ArrayList<>();

  /** A chunk of so many texts, all empty. */
  public Chunk(int rows) {
    for (int i = 0; i < rows; i++) {
      this.rows.add(new ArrayList<>());
    }
  }

  /** Adds tokens in order; the last of them is the end of their text so far. */
  public Place add(int row, long[] tokens, long position, long branch, long leaf) {
    return add(row, tokens, position, branch, leaf, position + tokens.length);
  }

  /**
   * Adds tokens in order; see {@link PlacedToken}.
   *
   * @param position of the first of them
   * @return the place of the last of them
   */
  Place add(int row, long[] tokens, long position, long branch, long leaf, long reach) {
    List<PlacedToken> placed = rows.get(row);
    for (int i = 0; i < tokens.length; i++) {
      placed.add(new PlacedToken(tokens[i], position + i, branch, leaf, reach));
    }
    return new Place(row, placed.size() - 1);
  }

  /** Adds a token. */
  Place add(int row, PlacedToken token) {
    rows.get(row).add(token);
    return new Place(row, rows.get(row).size() - 1);
  }

  /** Tokens of its longest text. */
  public int length() {
    return rows.stream().mapToInt(List::size).max().orElse(0);
  }

  int batch() {
    return rows.size();
  }

  /** Counts a place through all tokens, text after text. */
  public long flat(Place place) {
    return rows.stream().limit(place.row()).mapToInt(List::size).sum() + (long) place.index();
  }

  /** Tokens of one text. */
  List<PlacedToken> tokens(int row) {
    return rows.get(row);
  }

  /** Tokens of one text, those of an id standing for visual rows. */
  List<PlacedToken> tokens(int row, long pictureId) {
    return rows.get(row).stream()
        .map(token -> token.id() == pictureId ? token.visual() : token)
        .toList();
  }
}
