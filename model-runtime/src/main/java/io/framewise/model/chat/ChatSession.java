package io.framewise.model.chat;

import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.generate.Conversation;
import io.framewise.model.generate.EngineParts;
import io.framewise.model.internvl.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Conversations side by side, turn after turn. Their keys and values stay: of each turn only what
 * is new goes through the model. An answer stays in a conversation as the tokens that were
 * generated, also when a tokenizer would split its text differently.
 *
 * <p>Used by the thread of its engine only, and closed before it.
 */
public final class ChatSession implements AutoCloseable {

  private final EngineParts engine;
  private final List<ChatRow> rows;
  private final Conversation conversation;

  /**
   * Begins conversations side by side.
   *
   * @param engine of the engine that answers
   */
  public ChatSession(EngineParts engine, int conversations) {
    this.engine = engine;
    long pictureId = engine.tokens().control(Tokens.VISUAL);
    rows = IntStream.range(0, conversations).mapToObj(i -> new ChatRow(pictureId)).toList();
    conversation = new Conversation(engine.model(), pictureId, conversations, 0);
  }

  /**
   * Answers the newest turns of the conversations, side by side.
   *
   * @param turns for each conversation its new turns, the last of them a user's; none for one that
   *     is not asked. A question that is cancelled before its answer begins is forgotten.
   * @throws LookRefusedException when a conversation cannot go on so, such as one that is longer
   *     than the context; no conversation has changed then
   */
  public Replies answer(
      List<List<Turn>> turns, GenerationOptions options, AnswerListener listener) {
    engine.model().useThisThread();
    List<ChatQuestion> questions = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      if (!turns.get(i).isEmpty()) {
        questions.add(question(i, turns.get(i)));
      }
    }
    ChatRound round = new ChatRound(engine, conversation, rows.size(), options, listener);
    List<Integer> before = conversation.filled();
    try {
      return round.run(questions);
    } catch (RuntimeException e) {
      conversation.rewind(before);
      throw e;
    }
  }

  /** The same for a session of one conversation. */
  public Replies answer(Turn turn, GenerationOptions options, AnswerListener listener) {
    return answer(List.of(List.of(turn)), options, listener);
  }

  private ChatQuestion question(int number, List<Turn> turns) {
    try {
      List<PictureTiles> pictures =
          turns.stream().flatMap(turn -> turn.pictures().stream()).toList();
      pictures.forEach(engine.vision()::check);
      ChatRow row = rows.get(number);
      ChatQuestion question =
          new ChatQuestion(number, row, row.reading(engine.format(), turns), pictures);
      question.checkRoom(engine.contextLength());
      return question;
    } catch (IllegalArgumentException e) {
      throw new LookRefusedException(number, e.getMessage());
    }
  }

  /** Slots of the cache that are filled, of each conversation. */
  List<Integer> filled() {
    return conversation.filled();
  }

  @Override
  public void close() {
    conversation.close();
  }
}
