package io.framewise.model.generate;

import io.framewise.contract.UserError;
import io.framewise.model.engine.AnswerForm;
import io.framewise.model.internvl.Tokens;
import io.framewise.platform.fit.FittedText;
import io.framewise.platform.fit.Fitting;
import io.framewise.platform.fit.Grammar;
import io.framewise.platform.fit.SchemaRefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the tokens of answers so that each has its form. What it finds out about a form it keeps
 * for the next answer. Belongs to the engine's thread.
 */
final class AnswerForms {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerForms.class);

  /** Forms that are remembered; each knows much about the vocabulary. */
  private static final int MOST_FORMS = 32;

  private final Tokens tokens;

  /** The one that was asked for last is the last. */
  private final Map<AnswerForm, Fitting> fittings = new LinkedHashMap<>();

  private boolean unfit;

  AnswerForms(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * How the tokens of one answer are chosen: the likeliest of those that its form allows.
   *
   * @param limit tokens that it may have
   * @throws IllegalArgumentException when it is of a schema that cannot be used
   */
  Function<LogitsRow, GeneratedToken> choice(AnswerForm form, int limit) {
    if (form.equals(AnswerForm.TEXT) || unfit) {
      return GeneratedAnswer::likeliest;
    }
    try {
      Fitting fitting = remembered(form);
      // One that is too short for any answer is cut, as a text would be.
      FittedText text = fitting.begin(Math.max(limit, fitting.shortest()));
      return logits -> next(text, logits);
    } catch (SchemaRefusedException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (UserError e) {
      unfit = true;
      LOG.warn(
          "answers that are numbers, boxes, points and JSON are not held to their form: {}",
          e.getMessage());
      return GeneratedAnswer::likeliest;
    }
  }

  private Fitting remembered(AnswerForm form) {
    Fitting known = fittings.remove(form);
    Fitting fitting = known == null ? fitting(form) : known;
    fittings.put(form, fitting);
    if (fittings.size() > MOST_FORMS) {
      fittings.remove(fittings.keySet().iterator().next());
    }
    return fitting;
  }

  private Fitting fitting(AnswerForm form) {
    return new Fitting(grammar(form), tokens.vocabulary());
  }

  private static Grammar grammar(AnswerForm form) {
    return switch (form.kind()) {
      case NUMBER -> Grammar.number();
      case BOXES -> Grammar.boxes();
      case POINTS -> Grammar.points();
      case JSON -> Grammar.json(form.schema());
      case TEXT -> throw new IllegalArgumentException("any text will do");
    };
  }

  private static GeneratedToken next(FittedText text, LogitsRow logits) {
    long id = text.best(logits.likeliest(), logits::values);
    text.take(id);
    return new GeneratedToken(id, List.of());
  }
}
