package io.framewise.streams.questions;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.lifecycle.UserError;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.streams.settings.QuestionSetSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the question sets of the settings file on their topic, unless it has this version or a newer
 * one.
 */
public final class QuestionSetSeeds {

  private static final Logger LOG = LoggerFactory.getLogger(QuestionSetSeeds.class);

  private final QuestionTopic topic;

  /** Seeds for the questions topic that {@code kafka} names. */
  public QuestionSetSeeds(KafkaSettings kafka, SchemaRegistry registry) {
    this.topic = new QuestionTopic(kafka, registry);
  }

  /**
   * Puts what is new. A record that nobody can read counts as no set, and so does a set that was
   * removed, but that its version is gone on with.
   *
   * @throws UserError when a set breaks a rule; nothing is written then
   */
  public void put(Map<String, QuestionSetSettings> seeds) {
    List<QuestionSet> sets =
        seeds.entrySet().stream()
            .map(entry -> entry.getValue().toQuestionSet(entry.getKey()))
            .toList();
    QuestionSetRules.require(sets, "in streams.question-sets of the settings file");
    if (sets.isEmpty()) {
      return;
    }
    Map<String, Optional<QuestionSet>> onTopic = topic.read();
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
        set -> LOG.info("question set {} version {} is in force", set.getId(), set.getVersion()));
  }
}
