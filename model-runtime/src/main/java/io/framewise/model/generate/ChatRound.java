package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.generate.Reply.Ending;
import io.framewise.model.internvl.InternVl;
import io.framewise.model.internvl.TextStream;
import io.framewise.model.internvl.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** One question to each of several conversations, answered side by side. */
final class ChatRound {

  private final InternVl model;
  private final Tokens tokens;
  private final Conversation conversation;
  private final int batch;
  private final GenerationOptions options;
  private final AnswerListener listener;
  private long visionNanos;
  private long prefillNanos;
  private long decodeNanos;

  ChatRound(
      InternVl model,
      Tokens tokens,
      Conversation conversation,
      int batch,
      GenerationOptions options,
      AnswerListener listener) {
    this.model = model;
    this.tokens = tokens;
    this.conversation = conversation;
    this.batch = batch;
    this.options = options;
    this.listener = listener;
  }

  /** Answers, and enters question and answer in the books. */
  Replies run(List<ChatQuestion> questions, VisionPass vision, int contextLength) {
    List<Answer> answers = questions.stream().map(q -> answer(q, contextLength)).toList();
    Decoding decoding = new Decoding(model, tokens, batch);
    try {
      read(questions, answers, vision, decoding);
    } catch (CancellationException e) {
      return replies(questions, answers);
    }
    long start = System.nanoTime();
    decoding.run(conversation, answers, listener::cancelled);
    answers.forEach(Answer::cancel);
    decodeNanos = System.nanoTime() - start;
    Replies replies = replies(questions, answers);
    for (int i = 0; i < questions.size(); i++) {
      ChatQuestion question = questions.get(i);
      question.row().enter(question.reading(), answers.get(i).tokens(), answers.get(i).stopped());
    }
    return replies;
  }

  private Answer answer(ChatQuestion question, int contextLength) {
    int start = question.promptTokens();
    int limit = Math.min(Math.max(1, options.maxNewTokens()), contextLength - start);
    NextToken choice =
        new NextToken(question.number(), options, question.row().context(question.reading()));
    TextStream stream = new TextStream(tokens);
    AnswerText text = new AnswerText(listener, question.number(), stream);
    return new Answer(question.number(), 0, start, limit, choice, text);
  }

  private void read(
      List<ChatQuestion> questions, List<Answer> answers, VisionPass vision, Decoding decoding) {
    Chunk chunk = new Chunk(batch);
    List<Chunk.Place> ends = questions.stream().map(question -> question.read(chunk)).toList();
    int longest = answers.stream().mapToInt(Answer::limit).max().orElse(0);
    try (PtNDManager step = model.newStep()) {
      long start = System.nanoTime();
      List<PictureTiles> pictures =
          questions.stream().flatMap(question -> question.pictures().stream()).toList();
      NDArray rows = vision.rows(step, pictures, listener::cancelled);
      long seen = System.nanoTime();
      visionNanos = seen - start;
      conversation.makeRoom(chunk.length() + longest);
      NDArray hidden = conversation.advance(step, chunk, rows);
      long[] at = ends.stream().mapToLong(chunk::flat).toArray();
      decoding.take(answers, model.logits(step, hidden, at));
      prefillNanos = System.nanoTime() - seen;
    }
  }

  private Replies replies(List<ChatQuestion> questions, List<Answer> answers) {
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      replies.add(reply(questions.get(i), answers.get(i)));
    }
    return new Replies(replies, millis(visionNanos), millis(prefillNanos), millis(decodeNanos));
  }

  private Reply reply(ChatQuestion question, Answer answer) {
    return new Reply(
        tokens.text(answer.tokens().stream().mapToLong(GeneratedToken::id)),
        List.copyOf(answer.tokens()),
        question.promptTokens(),
        question.reading().ids().length,
        question.reading().imageTokens(),
        ending(answer));
  }

  private static Ending ending(Answer answer) {
    if (answer.stopped()) {
      return Ending.STOP;
    }
    return answer.open() ? Ending.CANCELLED : Ending.LENGTH;
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
