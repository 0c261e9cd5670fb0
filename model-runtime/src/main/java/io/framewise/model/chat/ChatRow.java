package io.framewise.model.chat;

import io.framewise.model.engine.PictureTiles;
import io.framewise.model.generate.GeneratedToken;
import io.framewise.model.internvl.DialogueWriter;
import io.framewise.model.internvl.PromptFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The book of one conversation: what of it is in the cache, and what is still to go there. */
final class ChatRow {

  private final List<Long> cached = new ArrayList<>();
  private final List<Long> unread = new ArrayList<>();
  private final long pictureId;

  /**
   * A conversation that has not begun.
   *
   * @param pictureId the token that stands for pixels
   */
  ChatRow(long pictureId) {
    this.pictureId = pictureId;
  }

  /**
   * What goes through the model before the next answer.
   *
   * @param ids tokens, those left from the last answer first
   * @param imageTokens of these, tokens that stand for pixels
   */
  @SuppressWarnings("ArrayRecordComponent") // token ids: never compared, never changed
  record Reading(long[] ids, int imageTokens) {}

  /**
   * Tokens of new turns.
   *
   * @throws IllegalArgumentException when user and assistant do not take turns, or the last turn is
   *     not the user's
   */
  Reading reading(PromptFormat format, List<Turn> turns) {
    checkOrder(turns);
    boolean first = cached.isEmpty();
    DialogueWriter writer = first ? format.beginning() : format.continuation().end();
    for (Turn turn : turns) {
      if (turn instanceof Turn.User user) {
        List<Integer> tiles = user.pictures().stream().map(PictureTiles::tiles).toList();
        writer.user(user.prompt(), tiles).question(user.question());
      } else if (turn instanceof Turn.Assistant assistant) {
        writer.answer(assistant.text());
      }
    }
    LongStream left = unread.stream().mapToLong(Long::longValue);
    long[] ids = LongStream.concat(left, LongStream.of(writer.ids())).toArray();
    return new Reading(ids, writer.imageTokens());
  }

  private static void checkOrder(List<Turn> turns) {
    for (int i = 0; i < turns.size(); i++) {
      if (turns.get(i) instanceof Turn.User != (i % 2 == 0)) {
        throw new IllegalArgumentException("user and assistant must take turns, the user first");
      }
    }
    if (turns.size() % 2 == 0) {
      throw new IllegalArgumentException("the last turn must be the user's");
    }
  }

  /** All tokens that an answer after {@code reading} follows. */
  List<Long> context(Reading reading) {
    List<Long> context = new ArrayList<>(cached);
    LongStream.of(reading.ids()).forEach(context::add);
    return context;
  }

  /** Tokens in the cache. */
  int length() {
    return cached.size();
  }

  /**
   * Enters what went through the model, and the answer.
   *
   * @param stopped whether the answer's last token went through the model too
   */
  void enter(Reading reading, List<GeneratedToken> answer, boolean stopped) {
    LongStream.of(reading.ids()).forEach(cached::add);
    unread.clear();
    List<Long> ids = answer.stream().map(GeneratedToken::id).toList();
    int read = stopped ? ids.size() : Math.max(0, ids.size() - 1);
    cached.addAll(ids.subList(0, read));
    unread.addAll(ids.subList(read, ids.size()));
    // Generated, it would take the place of a pixel of the next picture.
    unread.remove(pictureId);
  }
}
