package io.framewise.admin.replay;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.WindowInfo;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was answered then and what is answered now, window by window.
 *
 * @param compared windows that have answers of both times
 * @param onlyThen windows that have answers of then only
 * @param onlyNow windows that have answers of now only
 * @param questions the questions of now, in their order
 * @param then how long the model took then
 * @param now how long it took now
 */
record Comparison(
    int compared,
    int onlyThen,
    int onlyNow,
    List<Agreement> questions,
    ModelTimes then,
    ModelTimes now) {

  private record WindowKey(Instant start, Instant end, String subject) {

    static WindowKey of(AnalysisEvent event) {
      WindowInfo window = event.getWindow();
      return new WindowKey(window.getStart(), window.getEnd(), window.getSubject());
    }
  }

  private static final Comparator<AnalysisEvent> IN_ORDER =
      Comparator.comparing((AnalysisEvent event) -> event.getWindow().getStart())
          .thenComparing(event -> event.getWindow().getSubject())
          .thenComparing(AnalysisEvent::getQuestionSetVersion);

  /** Compares events of one source and question set. An event without answers counts as none. */
  static Comparison of(List<AnalysisEvent> then, List<AnalysisEvent> now) {
    Map<WindowKey, AnalysisEvent> before = byPlace(then);
    Map<WindowKey, AnalysisEvent> after = byPlace(now);
    List<TwoTimes> both =
        after.entrySet().stream()
            .filter(entry -> before.containsKey(entry.getKey()))
            .map(entry -> new TwoTimes(before.get(entry.getKey()), entry.getValue()))
            .toList();
    return new Comparison(
        both.size(),
        before.size() - both.size(),
        after.size() - both.size(),
        questionIds(after).map(id -> Agreement.of(id, both)).toList(),
        ModelTimes.of(then),
        ModelTimes.of(now));
  }

  private static Stream<String> questionIds(Map<WindowKey, AnalysisEvent> events) {
    return events.values().stream()
        .flatMap(event -> event.getAnswers().stream())
        .map(Answer::getQuestionId)
        .distinct();
  }

  /** The newest version of a set counts where several answered about one window. */
  private static Map<WindowKey, AnalysisEvent> byPlace(List<AnalysisEvent> events) {
    Map<WindowKey, AnalysisEvent> byPlace = new LinkedHashMap<>();
    events.stream()
        .filter(event -> !event.getAnswers().isEmpty())
        .sorted(IN_ORDER)
        .forEach(event -> byPlace.put(WindowKey.of(event), event));
    return byPlace;
  }
}
