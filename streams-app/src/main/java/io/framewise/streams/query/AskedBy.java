package io.framewise.streams.query;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.source.SourceLabels;
import java.util.List;

/** Which question sets ask about a source, given the status that its connector sends. */
public final class AskedBy {

  private AskedBy() {}

  /** The ids of those of {@code sets} that are enabled and choose the source, in their order. */
  public static List<String> of(List<QuestionSet> sets, SourceView source) {
    return sets.stream().filter(set -> asks(set, source)).map(QuestionSet::getId).sorted().toList();
  }

  private static boolean asks(QuestionSet set, SourceView source) {
    boolean chosen = set.getSourceIds().isEmpty() || set.getSourceIds().contains(source.id());
    boolean labelled =
        set.getLabels().isEmpty()
            || source
                .status()
                .map(SourceStatus::getLabels)
                .filter(labels -> SourceLabels.haveAll(labels, set.getLabels()))
                .isPresent();
    return set.getEnabled() && chosen && labelled && set.getDomain().name().equals(source.domain());
  }
}
