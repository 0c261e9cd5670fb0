package io.framewise.lab.serve;

import io.framewise.contract.avro.Priority;
import io.framewise.model.engine.Dialogue;
import io.framewise.model.engine.DialogueEnd;
import io.framewise.model.engine.DialogueOptions;
import io.framewise.model.engine.DialogueWatch;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.Part;
import io.framewise.model.engine.Piece;
import io.framewise.model.engine.Turn;
import java.util.ArrayList;
import java.util.List;

/** Asks an engine on the thread that it belongs to. */
final class DirectAsker implements Asker {

  private static final double NANOS = 1e9;

  private final Engine engine;
  private final int newTokens;

  DirectAsker(Engine engine, int newTokens) {
    this.engine = engine;
    this.newTokens = newTokens;
  }

  /** One question under way. */
  private static final class Question implements DialogueWatch {

    private final long start = System.nanoTime();
    private final List<Double> firstTexts;
    private boolean begun;
    private boolean ended;

    Question(List<Double> firstTexts) {
      this.firstTexts = firstTexts;
    }

    @Override
    public void piece(int answer, Piece piece) {
      if (!begun) {
        begun = true;
        firstTexts.add((System.nanoTime() - start) / NANOS);
      }
    }

    @Override
    public void ended(DialogueEnd end) {
      if (!(end instanceof DialogueEnd.Answered)) {
        throw new IllegalStateException("a question was not answered: " + end);
      }
      ended = true;
    }
  }

  @Override
  public AskTimes ask(int first, int questions, int atOnce) {
    List<Double> firstTexts = new ArrayList<>();
    List<Question> open = new ArrayList<>();
    long start = System.nanoTime();
    int asked = 0;
    while (asked < questions || !open.isEmpty()) {
      while (asked < questions && open.size() < atOnce) {
        Question question = new Question(firstTexts);
        engine.converse(dialogue(first + asked++), Priority.LIVE, question);
        open.add(question);
      }
      engine.step();
      open.removeIf(question -> question.ended);
    }
    return new AskTimes((System.nanoTime() - start) / NANOS, firstTexts);
  }

  private Dialogue dialogue(int number) {
    Turn turn = new Turn.User(List.of(new Part.Text(Asked.text(number))));
    return new Dialogue(List.of(turn), DialogueOptions.greedy(newTokens));
  }
}
