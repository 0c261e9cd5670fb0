package io.framewise.model.openai;

import io.framewise.model.openai.request.AnswerShape;
import io.framewise.model.openai.request.ApiError;
import io.framewise.model.openai.request.ApiException;
import io.framewise.platform.fit.Fitting;
import io.framewise.platform.fit.Grammar;
import io.framewise.platform.fit.SchemaRefusedException;
import io.framewise.platform.fit.Vocabulary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What answers must be. Remembers of the schemas that were asked for last how long an answer is at
 * least. Safe for use by several threads.
 */
final class Shapes {

  private static final int KEPT = 16;
  private static final String PARAM = "response_format";

  private final Vocabulary vocabulary;

  private final Map<AnswerShape, Integer> shortest =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AnswerShape, Integer> eldest) {
          return size() > KEPT;
        }
      };

  Shapes(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * What an answer must be; nothing where it is any text.
   *
   * @param limit tokens that it may have
   * @throws ApiException when the schema is not supported, or nothing so short fits it
   */
  Optional<Grammar> grammar(AnswerShape wanted, int limit) {
    if (wanted instanceof AnswerShape.AnyText) {
      return Optional.empty();
    }
    try {
      int least = least(wanted);
      if (least > limit) {
        throw ApiError.field(
                "max_tokens",
                "answer_cannot_fit",
                "the shortest answer of this response_format takes "
                    + least
                    + " tokens, the limit is "
                    + limit
                    + ": raise max_tokens, or ask for less")
            .thrown();
      }
      return Optional.of(read(wanted));
    } catch (SchemaRefusedException e) {
      throw ApiError.field(
              PARAM, "unsupported_schema", PARAM + ": " + e.getMessage() + "; " + e.wayOut())
          .thrown(e);
    }
  }

  /** Found out outside of the lock: it may take a while. */
  private int least(AnswerShape wanted) {
    synchronized (shortest) {
      Integer known = shortest.get(wanted);
      if (known != null) {
        return known;
      }
    }
    int least = new Fitting(read(wanted), vocabulary).shortest();
    synchronized (shortest) {
      shortest.put(wanted, least);
    }
    return least;
  }

  private static Grammar read(AnswerShape wanted) {
    return wanted instanceof AnswerShape.Fitting fitting
        ? Grammar.json(fitting.schema())
        : Grammar.jsonObject();
  }
}
