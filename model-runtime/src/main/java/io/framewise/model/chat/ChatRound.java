package io.framewise.model.chat;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.chat.Reply.Ending;
import io.framewise.model.engine.Picture;
import io.framewise.model.generate.Chunk;
import io.framewise.model.generate.Conversation;
import io.framewise.model.generate.Decoding;
import io.framewise.model.generate.EngineParts;
import io.framewise.model.generate.GeneratedAnswer;
import io.framewise.model.generate.GeneratedToken;
import io.framewise.model.generate.LogitsRow;
import io.framewise.model.generate.SampledChoice;
import io.framewise.model.generate.VisionPass;
import io.framewise.model.internvl.TextStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One question to each of several conversations, answered side by side. */
final class ChatRound {

  private final EngineParts engine;
  private final Conversation conversation;
  private final int batch;
  private final GenerationOptions options;
  private final AnswerListener listener;
  private List<Integer> cachedPictures = List.of();
  private long visionNanos;
  private long prefillNanos;
  private long decodeNanos;

  ChatRound(
      EngineParts engine,
      Conversation conversation,
      int batch,
      GenerationOptions options,
      AnswerListener listener) {
    this.engine = engine;
    this.conversation = conversation;
    this.batch = batch;
    this.options = options;
    this.listener = listener;
  }

  /** Answers, and enters question and answer in the books. */
  Replies run(List<ChatQuestion> questions) {
    List<GeneratedAnswer> answers = questions.stream().map(this::answer).toList();
    Decoding decoding = new Decoding(engine.model(), engine.tokens(), batch);
    try {
      read(questions, answers, decoding);
    } catch (CancellationException e) {
      return replies(questions, answers);
    }
    long start = System.nanoTime();
    decoding.run(conversation, answers, listener::cancelled);
    answers.forEach(GeneratedAnswer::cancel);
    decodeNanos = System.nanoTime() - start;
    Replies replies = replies(questions, answers);
    for (int i = 0; i < questions.size(); i++) {
      ChatQuestion question = questions.get(i);
      question.row().enter(question.reading(), answers.get(i).tokens(), answers.get(i).stopped());
    }
    return replies;
  }

  private GeneratedAnswer answer(ChatQuestion question) {
    int start = question.promptTokens();
    int limit = Math.min(Math.max(1, options.maxNewTokens()), engine.contextLength() - start);
    Function<LogitsRow, GeneratedToken> choice = choice(question, limit);
    TextStream stream = new TextStream(engine.tokens());
    AnswerText text = new AnswerText(listener, question.number(), stream);
    return new GeneratedAnswer(question.number(), 0, start, limit, choice, text);
  }

  private Function<LogitsRow, GeneratedToken> choice(ChatQuestion question, int limit) {
    return new SampledChoice(
        question.number(),
        options.sampling(),
        new SampledChoice.Told(false, options.best()),
        question.row().context(question.reading()),
        options.fitting().map(fitting -> fitting.begin(limit)));
  }

  private void read(
      List<ChatQuestion> questions, List<GeneratedAnswer> answers, Decoding decoding) {
    Chunk chunk = new Chunk(batch);
    List<Chunk.Place> ends = questions.stream().map(question -> question.read(chunk)).toList();
    int longest = answers.stream().mapToInt(GeneratedAnswer::limit).max().orElse(0);
    try (PtNDManager step = engine.model().newStep()) {
      long start = System.nanoTime();
      List<List<? extends Picture>> pictures = new ArrayList<>();
      questions.forEach(question -> pictures.add(question.pictures()));
      VisionPass.Rows rows = engine.vision().rows(step, pictures, listener::cancelled);
      cachedPictures = rows.cached();
      long seen = System.nanoTime();
      visionNanos = seen - start;
      conversation.makeRoom(chunk.length() + longest);
      NDArray hidden = conversation.advance(step, chunk, rows.all());
      long[] at = ends.stream().mapToLong(chunk::flat).toArray();
      decoding.take(answers, engine.model().logits(step, hidden, at));
      prefillNanos = System.nanoTime() - seen;
    }
  }

  private Replies replies(List<ChatQuestion> questions, List<GeneratedAnswer> answers) {
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      int cached = cachedPictures.isEmpty() ? 0 : cachedPictures.get(i);
      replies.add(reply(questions.get(i), answers.get(i), cached));
    }
    return new Replies(replies, millis(visionNanos), millis(prefillNanos), millis(decodeNanos));
  }

  private Reply reply(ChatQuestion question, GeneratedAnswer answer, int cached) {
    return new Reply(
        engine.tokens().text(answer.tokens().stream().mapToLong(GeneratedToken::id)),
        List.copyOf(answer.tokens()),
        question.promptTokens(),
        question.reading().ids().length,
        question.reading().imageTokens(),
        cached,
        ending(answer));
  }

  private static Ending ending(GeneratedAnswer answer) {
    if (answer.stopped()) {
      return Ending.STOP;
    }
    return answer.open() ? Ending.CANCELLED : Ending.LENGTH;
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
