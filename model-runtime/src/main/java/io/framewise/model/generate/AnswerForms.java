package io.framewise.model.generate;

import io.framewise.contract.UserError;
import io.framewise.model.engine.AnswerForm;
import io.framewise.model.fit.FittedText;
import io.framewise.model.fit.Fitting;
import io.framewise.model.fit.Grammar;
import io.framewise.model.internvl.Tokens;
import java.util.EnumMap;
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

  private final Tokens tokens;
  private final Map<AnswerForm, Fitting> fittings = new EnumMap<>(AnswerForm.class);
  private boolean unfit;

  AnswerForms(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * How the tokens of one answer are chosen: the likeliest of those that its form allows.
   *
   * @param limit tokens that it may have
   */
  Function<LogitsRow, GeneratedToken> choice(AnswerForm form, int limit) {
    if (form == AnswerForm.TEXT || unfit) {
      return GeneratedAnswer::likeliest;
    }
    try {
      Fitting fitting = fittings.computeIfAbsent(form, this::fitting);
      // One that is too short for any answer is cut, as a text would be.
      FittedText text = fitting.begin(Math.max(limit, fitting.shortest()));
      return logits -> next(text, logits);
    } catch (UserError e) {
      unfit = true;
      LOG.warn(
          "answers that are numbers, boxes and points are not held to their form: {}",
          e.getMessage());
      return GeneratedAnswer::likeliest;
    }
  }

  private Fitting fitting(AnswerForm form) {
    return new Fitting(grammar(form), tokens.vocabulary());
  }

  private static Grammar grammar(AnswerForm form) {
    return switch (form) {
      case NUMBER -> Grammar.number();
      case BOXES -> Grammar.boxes();
      case POINTS -> Grammar.points();
      case TEXT -> throw new IllegalArgumentException("any text will do");
    };
  }

  private static GeneratedToken next(FittedText text, LogitsRow logits) {
    long id = text.best(logits.likeliest(), logits::values);
    text.take(id);
    return new GeneratedToken(id, List.of());
  }
}
