package io.framewise.model.generate;

import io.framewise.contract.avro.FinishReason;
import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.engine.DialogueEnd.Answer;
import io.framewise.model.engine.Piece;
import io.framewise.model.internvl.TextStream;
import io.framewise.model.internvl.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** One answer of a dialogue, told piece by piece. */
final class DialogueAnswer implements QuestionRun {

  private final Tokens vocabulary;
  private final GeneratedAnswer answer;
  private final TextStream stream;
  private final StopWords stopWords;
  private final Consumer<Piece> pieces;
  private final StringBuilder text = new StringBuilder();
  private final List<Piece.Token> untold = new ArrayList<>();

  DialogueAnswer(
      Tokens vocabulary,
      GeneratedAnswer answer,
      TextStream stream,
      List<String> stopWords,
      Consumer<Piece> pieces) {
    this.vocabulary = vocabulary;
    this.answer = answer;
    this.stream = stream;
    this.stopWords = new StopWords(stopWords);
    this.pieces = pieces;
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
    boolean stops = vocabulary.stops(token.id());
    answer.take(token, stops);
    String certain = "";
    if (!stops) {
      untold.add(told(token));
      certain = stopWords.add(stream.add(token.id()));
    }
    if (stopWords.found()) {
      answer.stop();
    } else if (!answer.open()) {
      certain += stopWords.add(stream.end());
      certain += stopWords.end();
    }
    tell(certain);
  }

  private void tell(String certain) {
    if (!certain.isEmpty() || !answer.open()) {
      text.append(certain);
      pieces.accept(new Piece(certain, List.copyOf(untold)));
      untold.clear();
    }
  }

  private Piece.Token told(GeneratedToken token) {
    List<Piece.Token> best = new ArrayList<>();
    for (GeneratedToken.Scored one : token.best()) {
      best.add(token(one.id(), OptionalDouble.of(one.logProbability()), List.of()));
    }
    return token(token.id(), token.logProbability(), best);
  }

  private Piece.Token token(long id, OptionalDouble score, List<Piece.Token> best) {
    if (score.isEmpty()) {
      return new Piece.Token("", List.of(), score, best); // nobody asks what it is
    }
    List<Byte> bytes = new ArrayList<>();
    byte[] all = vocabulary.bytes(id);
    for (byte one : all) {
      bytes.add(one);
    }
    return new Piece.Token(new String(all, StandardCharsets.UTF_8), bytes, score, best);
  }

  /** What it came to, once it has ended. */
  Answer answer() {
    List<GeneratedToken> tokens = answer.tokens();
    OptionalDouble mean =
        tokens.stream().flatMapToDouble(token -> token.logProbability().stream()).average();
    return new Answer(text.toString(), !answer.stopped(), tokens.size(), mean);
  }

  @Override
  public AskResult result() {
    return new AskResult(
        "",
        text.toString(),
        OptionalDouble.empty(),
        answer.tokens().size(),
        answer.stopped() ? FinishReason.STOP : FinishReason.LENGTH);
  }
}
