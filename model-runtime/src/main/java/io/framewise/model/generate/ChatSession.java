package io.framewise.model.generate;

import io.framewise.model.internvl.InternVl;
import io.framewise.model.internvl.PromptFormat;
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

  private final InternVl model;
  private final Tokens tokens;
  private final PromptFormat format;
  private final VisionPass vision;
  private final int contextLength;
  private final List<ChatRow> rows;
  private final Conversation conversation;

  ChatSession(
      InternVl model,
      Tokens tokens,
      PromptFormat format,
      VisionPass vision,
      int contextLength,
      int conversations) {
    this.model = model;
    this.tokens = tokens;
    this.format = format;
    this.vision = vision;
    this.contextLength = contextLength;
    long pictureId = tokens.control(Tokens.VISUAL);
    rows = IntStream.range(0, conversations).mapToObj(i -> new ChatRow(pictureId)).toList();
    conversation = new Conversation(model, pictureId, conversations, 0);
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
    model.useThisThread();
    List<ChatQuestion> questions = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      if (!turns.get(i).isEmpty()) {
        questions.add(question(i, turns.get(i)));
      }
    }
    ChatRound round = new ChatRound(model, tokens, conversation, rows.size(), options, listener);
    int before = conversation.filled();
    try {
      return round.run(questions, vision, contextLength);
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
      pictures.forEach(vision::check);
      ChatRow row = rows.get(number);
      ChatQuestion question = new ChatQuestion(number, row, row.reading(format, turns), pictures);
      question.checkRoom(contextLength);
      return question;
    } catch (IllegalArgumentException e) {
      throw new LookRefusedException(number, e.getMessage());
    }
  }

  /** Slots of the cache that are filled, of each conversation. */
  int filled() {
    return conversation.filled();
  }

  @Override
  public void close() {
    conversation.close();
  }
}
