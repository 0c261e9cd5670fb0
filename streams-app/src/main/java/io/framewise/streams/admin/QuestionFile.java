package io.framewise.streams.admin;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.platform.lifecycle.UserError;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.questions.QuestionSetRules;
import io.framewise.streams.settings.StreamsSettings;
import java.nio.file.Path;
import java.util.List;

/** Question sets in a file of their own: what stands below streams.question-sets elsewhere. */
final class QuestionFile {

  private static final String BELOW = "streams.question-sets";

  private QuestionFile() {}

  /**
   * The sets of a file, at least one.
   *
   * @throws UserError when the file cannot be read, or a set breaks a rule
   */
  static List<QuestionSet> read(Path file) {
    List<QuestionSet> sets =
        SettingsSource.readBelow(BELOW, file)
            .bind(Section.STREAMS, StreamsSettings.class)
            .questionSets()
            .entrySet()
            .stream()
            .map(entry -> entry.getValue().toQuestionSet(entry.getKey()))
            .toList();
    if (sets.isEmpty()) {
      throw new UserError(
          "there is no question set in " + file, "framewise questions put --help shows one");
    }
    QuestionSetRules.require(sets, "in " + file);
    return sets;
  }
}
