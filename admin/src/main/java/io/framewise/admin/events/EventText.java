package io.framewise.admin.events;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.Box;
import io.framewise.contract.avro.Point;
import io.framewise.platform.terminal.Columns;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** An event as one line for people: when, what of, how it ended, and its typed answers. */
final class EventText {

  private static final List<String> SUBJECT = List.of("part", "line", "batch");

  private EventText() {}

  static String line(AnalysisEvent event) {
    StringBuilder line = new StringBuilder();
    line.append(event.getCreatedAt())
        .append("  ")
        .append(Columns.plain(event.getSourceId()))
        .append(" / ")
        .append(Columns.plain(event.getQuestionSetId()));
    for (String name : SUBJECT) {
      String value = event.getAttributes().get(name);
      if (value != null) {
        line.append(", ").append(name).append(' ').append(Columns.plain(value));
      }
    }
    line.append(": ").append(event.getStatus());
    if (!event.getQuality().isEmpty()) {
      line.append(" [given up: ").append(String.join(", ", event.getQuality())).append(']');
    }
    if (event.getReason() != null) {
      line.append(" (").append(Columns.plain(event.getReason())).append(')');
    }
    StringJoiner answers = new StringJoiner("; ", "  ", "").setEmptyValue("");
    event.getAnswers().forEach(answer -> answers.add(text(answer)));
    return line.append(answers).toString();
  }

  private static String text(Answer answer) {
    StringBuilder text = new StringBuilder(Columns.plain(answer.getQuestionId())).append(" = ");
    text.append(AnswerCaution.of(answer));
    text.append(answer.getValid() ? value(answer) : "no valid answer");
    if (answer.getProbability() != null) {
      text.append(String.format(Locale.ROOT, " (%.0f %%)", answer.getProbability() * 100));
    }
    return text.toString();
  }

  private static String value(Answer answer) {
    return switch (answer.getAnswerType()) {
      case YES_NO -> answer.getYesNo() ? "yes" : "no";
      case CHOICE -> Columns.plain(answer.getChoice());
      case NUMBER -> BigDecimal.valueOf(answer.getNumber()).stripTrailingZeros().toPlainString();
      case JSON -> Columns.plain(answer.getJson());
      case TEXT -> '"' + Columns.plain(answer.getText()) + '"';
      case BOX -> list(answer.getBoxes().stream().map(EventText::box).toList());
      case POINT -> list(answer.getPoints().stream().map(EventText::point).toList());
    };
  }

  private static String list(List<String> places) {
    return places.isEmpty() ? "none" : places.stream().collect(Collectors.joining(", "));
  }

  private static String box(Box box) {
    return String.format(
        Locale.ROOT,
        "%s[%.0f %.0f %.0f %.0f]",
        label(box.getLabel()),
        box.getX1(),
        box.getY1(),
        box.getX2(),
        box.getY2());
  }

  private static String point(Point point) {
    return String.format(
        Locale.ROOT, "%s[%.0f %.0f]", label(point.getLabel()), point.getX(), point.getY());
  }

  private static String label(String label) {
    return label == null ? "" : Columns.plain(label) + " ";
  }
}
