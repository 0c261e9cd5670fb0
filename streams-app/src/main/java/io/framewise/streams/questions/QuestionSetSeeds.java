package io.framewise.streams.questions;

import static io.framewise.platform.observe.LogKeys.QUESTION_SET_ID;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.streams.settings.QuestionSetSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the question sets of the settings file to their topic, unless the topic has the same or a
 * newer version of a set.
 */
public final class QuestionSetSeeds {

  private static final Logger LOG = LoggerFactory.getLogger(QuestionSetSeeds.class);

  private final QuestionTopic topic;

  /** Seeds for the questions topic that {@code kafka} names. */
  public QuestionSetSeeds(KafkaSettings kafka, SchemaRegistry registry) {
    this.topic = new QuestionTopic(kafka, registry);
  }

  private void rememberRemovals() {
    try {
      topic
          .rememberRemovals()
          .forEach(
              id ->
                  LOG.atInfo()
                      .addKeyValue(QUESTION_SET_ID, id)
                      .log("the removal of a question set remembers its version now"));
    } catch (UserError e) {
      LOG.warn("removed question sets may begin again at version 1: {}", e.getMessage());
    }
  }

  /**
   * Warnings about sets of the file that differ from what is in force but have no newer version.
   */
  static List<String> passedOver(
      List<QuestionSet> file, Map<String, Optional<QuestionSet>> onTopic) {
    List<String> passedOver = new ArrayList<>();
    for (QuestionSet set : file) {
      onTopic
          .getOrDefault(set.getId(), Optional.empty())
          .filter(known -> known.getVersion() >= set.getVersion())
          .filter(known -> !isSame(known, set))
          .map(
              known ->
                  "question set %1$s: version %2$d of the settings file differs from version %3$d, which is in force; to put the file's in force give it version %4$d there, to keep this one copy it there (framewise questions list)"
                      .formatted(
                          set.getId(),
                          set.getVersion(),
                          known.getVersion(),
                          known.getVersion() + 1))
          .ifPresent(passedOver::add);
    }
    return passedOver;
  }

  private static boolean isSame(QuestionSet known, QuestionSet set) {
    return QuestionSet.newBuilder(known).setVersion(set.getVersion()).build().equals(set);
  }

  /**
   * Writes the sets that are new. An unreadable record counts as no set. So does a set that was
   * removed, but a new set of the same id continues its versions.
   *
   * @throws UserError when a set breaks a rule; nothing is written then
   */
  public void put(Map<String, QuestionSetSettings> seeds) {
    List<QuestionSet> sets =
        seeds.entrySet().stream()
            .map(entry -> entry.getValue().toQuestionSet(entry.getKey()))
            .toList();
    QuestionSetRules.require(sets, "in streams.question-sets of the settings file");
    rememberRemovals();
    if (sets.isEmpty()) {
      return;
    }
    Map<String, Optional<QuestionSet>> onTopic = topic.read();
    passedOver(sets, onTopic).forEach(LOG::warn);
    List<QuestionSet> newer =
        sets.stream()
            .filter(
                set ->
                    onTopic
                        .getOrDefault(set.getId(), Optional.empty())
                        .filter(known -> known.getVersion() >= set.getVersion())
                        .isEmpty())
            .toList();
    Map<String, Integer> versions = topic.lastVersions();
    newer.forEach(
        set ->
            set.setVersion(Math.max(set.getVersion(), versions.getOrDefault(set.getId(), 0) + 1)));
    topic.put(newer);
    newer.forEach(
        set ->
            LOG.atInfo()
                .addKeyValue(QUESTION_SET_ID, set.getId())
                .log("a question set is in force, version {}", set.getVersion()));
  }
}
