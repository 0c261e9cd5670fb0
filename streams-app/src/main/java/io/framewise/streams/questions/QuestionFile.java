package io.framewise.streams.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.settings.StreamsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Question sets in a file of their own: what stands below streams.question-sets elsewhere. */
public final class QuestionFile {

  private static final String SETS = "question-sets";
  private static final String BELOW = Section.STREAMS.key() + "." + SETS;

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private QuestionFile() {}

  /**
   * The sets of a file, at least one.
   *
   * @throws UserError when the file cannot be read, or a set breaks a rule
   */
  public static List<QuestionSet> read(Path file) {
    refuseSettings(file);
    List<QuestionSet> sets = sets(SettingsSource.readBelow(BELOW, file));
    if (sets.isEmpty()) {
      throw new UserError(
          "there is no question set in " + file, "framewise questions put --help shows one");
    }
    QuestionSetRules.require(sets, "in " + file);
    return sets;
  }

  /**
   * One set, whose definition is all that a text holds.
   *
   * @param origin where the text is from, for errors
   * @param text YAML, of which JSON is a part
   * @throws UserError when it is not one; whether it keeps the rules is not looked at
   */
  public static QuestionSet parse(String origin, String id, String text) {
    List<String> place = List.of(Section.STREAMS.key(), SETS, id);
    return sets(SettingsSource.parseBelow(place, origin, text)).get(0);
  }

  private static List<QuestionSet> sets(SettingsSource source) {
    return source.bind(Section.STREAMS, StreamsSettings.class).questionSets().entrySet().stream()
        .map(entry -> entry.getValue().toQuestionSet(entry.getKey()))
        .toList();
  }

  /** A settings file has the sets two levels further down, and much else. */
  private static void refuseSettings(Path file) {
    JsonNode tree;
    try {
      tree = YAML.readTree(file.toFile());
    } catch (IOException e) {
      return; // what is wrong with it is said where it is read
    }
    for (Section section : Section.values()) {
      JsonNode below = tree.path(section.key());
      if (below.isObject() && !below.has("questions")) {
        throw new UserError(
            file + " is a settings file: it has a section " + section.key(),
            "put what stands there below " + BELOW + " into a file of its own");
      }
    }
  }

  /**
   * One set of a file.
   *
   * @param id which one; null when the file holds no other
   * @throws UserError when it is not there, or it is not clear which is meant
   */
  public static QuestionSet one(Path file, String id) {
    List<QuestionSet> sets = read(file);
    List<String> ids = sets.stream().map(QuestionSet::getId).toList();
    if (id == null && sets.size() > 1) {
      throw new UserError(
          file + " holds several question sets",
          "name one with --set-id: " + String.join(", ", ids));
    }
    return sets.stream()
        .filter(set -> id == null || set.getId().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "there is no question set " + id + " in " + file,
                    "it holds " + String.join(", ", ids)));
  }
}
