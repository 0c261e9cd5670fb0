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
 * What answers must be. Those that were asked for last are kept, since each remembers what it found
 * out about the vocabulary. Safe for use by several threads; what it gives is the engine's thread's
 * own.
 */
final class Shapes {

  private static final int KEPT = 8;
  private static final String PARAM = "response_format";

  private final Vocabulary vocabulary;

  private final Map<AnswerShape, Shape> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AnswerShape, Shape> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * A shape.
   *
   * @param shortest tokens of the shortest answer
   */
  private record Shape(Fitting fitting, int shortest) {}

  Shapes(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * What an answer must be; nothing where it is any text.
   *
   * @param limit tokens that it may have
   * @throws ApiException when the schema is not supported, or nothing so short fits it
   */
  Optional<Fitting> fitting(AnswerShape wanted, int limit) {
    if (wanted instanceof AnswerShape.AnyText) {
      return Optional.empty();
    }
    try {
      Shape shape = shape(wanted);
      if (shape.shortest() > limit) {
        throw ApiError.field(
                "max_tokens",
                "answer_cannot_fit",
                PARAM
                    + ": its shortest answer takes "
                    + shape.shortest()
                    + " tokens, the limit is "
                    + limit
                    + "; raise max_tokens, or ask for less")
            .thrown();
      }
      return Optional.of(shape.fitting());
    } catch (SchemaRefusedException e) {
      throw ApiError.field(
              PARAM, "unsupported_schema", PARAM + ": " + e.getMessage() + "; " + e.wayOut())
          .thrown(e);
    }
  }

  /** Made outside of the lock, since it may take a while. */
  private Shape shape(AnswerShape wanted) {
    synchronized (kept) {
      Shape known = kept.get(wanted);
      if (known != null) {
        return known;
      }
    }
    Grammar grammar =
        wanted instanceof AnswerShape.Fitting fitting
            ? Grammar.json(fitting.schema())
            : Grammar.jsonObject();
    Fitting fitting = new Fitting(grammar, vocabulary);
    Shape made = new Shape(fitting, fitting.shortest());
    synchronized (kept) {
      Shape other = kept.putIfAbsent(wanted, made);
      return other == null ? made : other;
    }
  }
}
