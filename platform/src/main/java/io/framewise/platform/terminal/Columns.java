package io.framewise.platform.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as their widest cell, for terminals. */
public final class Columns {

  private static final int MAX_CELL = 60;
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table under the heads of its columns. */
  public Columns(String... head) {
    row((Object[]) head);
  }

  /** Adds a row; control characters, which may come from anywhere, are left out. */
  public void row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(plain(String.valueOf(cell)));
    }
    rows.add(row);
  }

  /** The lines, head first. */
  public List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  /** A text from anywhere, fit for a terminal. */
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .filter(c -> !Character.isISOControl(c))
        .limit(MAX_CELL)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }
}
