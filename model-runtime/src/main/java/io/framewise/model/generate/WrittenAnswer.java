package io.framewise.model.generate;

import io.framewise.contract.avro.FinishReason;
import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.internvl.Tokens;
import java.util.List;
import java.util.OptionalDouble;

/** A question that is answered token by token. */
final class WrittenAnswer implements QuestionRun {

  private final String questionId;
  private final Tokens tokens;
  private final GeneratedAnswer answer;

  WrittenAnswer(String questionId, Tokens tokens, GeneratedAnswer answer) {
    this.questionId = questionId;
    this.tokens = tokens;
    this.answer = answer;
  }

  @Override
  public int slots() {
    return answer.limit() - 1;
  }

  @Override
  public List<PlacedToken> next() {
    return answer.open() ? List.of(answer.newest()) : List.of();
  }

  @Override
  public void take(PassLogits logits, int first) {
    logits.check(first, 1);
    GeneratedToken token = answer.choose(logits.row(first));
    answer.take(token, tokens.stops(token.id()));
  }

  @Override
  public AskResult result() {
    return new AskResult(
        questionId,
        tokens.text(answer.tokens().stream().mapToLong(GeneratedToken::id)),
        OptionalDouble.empty(),
        answer.tokens().size(),
        answer.stopped() ? FinishReason.STOP : FinishReason.LENGTH);
  }
}
