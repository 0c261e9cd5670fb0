package io.framewise.streams.api.routes;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.api.access.Principal;
import io.framewise.streams.api.http.Problem;
import io.framewise.streams.api.json.QuestionSetJson;
import io.framewise.streams.query.Queries;
import io.framewise.streams.questions.PlannedSet;
import io.framewise.streams.questions.QuestionFile;
import io.framewise.streams.questions.QuestionSetRules;
import io.framewise.streams.questions.StoredSets;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists and changes question sets. Blocking; changes are made one after the other. Who sees only
 * some sources sees the sets that name no others, and changes those that name sources.
 */
public final class QuestionDesk {

  private static final Logger LOG = LoggerFactory.getLogger(QuestionDesk.class);

  private final Queries queries;
  private final StoredSets stored;

  public QuestionDesk(Queries queries, StoredSets stored) {
    this.queries = queries;
    this.stored = stored;
  }

  /** The first sets whose ids come after {@code after}, as the topology has them. */
  JsonObject list(Principal principal, String after, int limit) {
    List<QuestionSet> sets =
        visible(principal)
            .filter(set -> set.getId().compareTo(after) > 0)
            .sorted(Comparator.comparing(QuestionSet::getId))
            .limit(limit + 1L)
            .toList();
    return QuestionSetJson.list(sets, limit);
  }

  /** One set, as the topology has it. */
  QuestionSet one(Principal principal, String id) {
    return visible(principal)
        .filter(set -> set.getId().equals(id))
        .findFirst()
        .orElseThrow(() -> unknown(id));
  }

  private Stream<QuestionSet> visible(Principal principal) {
    return queries.questionSets().stream().filter(set -> sees(principal, set));
  }

  private static boolean sees(Principal principal, QuestionSet set) {
    return set.getSourceIds().stream().allMatch(principal::sees);
  }

  private static Problem unknown(String id) {
    return Problem.notFound("no question set is called " + id);
  }

  /**
   * Puts a set in force.
   *
   * @param text its definition, YAML or JSON
   * @param expected the version that it must have so far; 0 for none, empty for any
   */
  synchronized JsonObject put(
      Principal principal, String id, String text, Optional<Integer> expected) {
    QuestionSet wanted = read(id, text);
    requireMayChange(principal, wanted);
    return kept(
        () -> {
          Map<String, Optional<QuestionSet>> all = stored.read();
          Optional<QuestionSet> before = all.getOrDefault(id, Optional.empty());
          before.ifPresent(set -> requireMayChange(principal, set));
          requireVersion(before, expected);
          PlannedSet planned = PlannedSet.of(List.of(wanted), all, stored.lastVersions()).get(0);
          if (planned.isChange()) {
            stored.put(List.of(planned.set()));
          }
          return QuestionSetJson.put(planned);
        });
  }

  private static QuestionSet read(String id, String text) {
    QuestionSet wanted = parsed(id, text);
    wanted.setVersion(Math.max(1, wanted.getVersion())); // it is counted when it is put
    List<String> problems = QuestionSetRules.problems(id, wanted);
    if (!problems.isEmpty()) {
      throw Problem.badParts(problems.stream().map(problem -> part(wanted, problem)).toList());
    }
    return wanted;
  }

  private static QuestionSet parsed(String id, String text) {
    try {
      return QuestionFile.parse("the body", id, text);
    } catch (UserError e) {
      throw Problem.badPart("", e.getMessage().replace("streams.question-sets." + id + ".", ""));
    }
  }

  private static Problem.Part part(QuestionSet set, String problem) {
    String pointer =
        set.getQuestions().stream()
            .map(Question::getId)
            .filter(id -> problem.matches("question " + Pattern.quote(id) + "[ :](?s:.*)"))
            .map(id -> "/questions/" + id.replace("~", "~0").replace("/", "~1"))
            .findFirst()
            .orElse("");
    return new Problem.Part(pointer, problem);
  }

  /** Removes a set. */
  synchronized JsonObject remove(Principal principal, String id, Optional<Integer> expected) {
    return kept(
        () -> {
          Optional<QuestionSet> before =
              Optional.ofNullable(stored.read().get(id)).orElseThrow(() -> unknown(id));
          before.ifPresent(
              set -> {
                if (!sees(principal, set)) {
                  throw unknown(id);
                }
                requireMayChange(principal, set);
              });
          requireVersion(before, expected);
          stored.remove(id);
          return new JsonObject()
              .put("id", id)
              .put("version", before.map(QuestionSet::getVersion).orElse(null))
              .put("removed", true);
        });
  }

  /** A set of all sources, or of one that is not seen, is not for a key of some sources. */
  private static void requireMayChange(Principal principal, QuestionSet set) {
    boolean all = set.getSourceIds().isEmpty();
    if (principal.sources().isPresent() && (all || !sees(principal, set))) {
      throw new Problem(
          403,
          "Forbidden",
          "the key "
              + principal.name()
              + " sees some sources; it changes question sets that name only those");
    }
  }

  private static void requireVersion(Optional<QuestionSet> before, Optional<Integer> expected) {
    int version = before.map(QuestionSet::getVersion).orElse(0);
    if (expected.isPresent() && expected.get() != version) {
      throw new Problem(
          412,
          "Precondition failed",
          version == 0
              ? "there is no such question set (any more)"
              : "somebody has changed it: it has version " + version + " by now");
    }
  }

  private static <T> T kept(Supplier<T> change) {
    try {
      return change.get();
    } catch (UserError e) {
      LOG.warn("the question sets could not be changed", e);
      throw Problem.notReady("Kafka does not take the question set; try again in a moment");
    }
  }
}
