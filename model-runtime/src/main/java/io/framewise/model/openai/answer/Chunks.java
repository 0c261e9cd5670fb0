package io.framewise.model.openai.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.model.engine.DialogueEnd.Answer;
import io.framewise.model.engine.DialogueEnd.Answered;
import io.framewise.model.engine.Piece;
import io.framewise.model.openai.request.ApiError;
import io.framewise.model.openai.request.ChatRequest.Telling;

/** The events of a stream, in the order in which a client may rely on them. */
public final class Chunks {

  /** Says nothing, so that nobody takes a silent connection for a dead one. */
  public static final String PING = ": ping\n\n";

  private static final String END = "data: [DONE]\n\n";

  private final Heading heading;
  private final Telling telling;

  /** Events of one answer. */
  public Chunks(Heading heading, Telling telling) {
    this.heading = heading;
    this.telling = telling;
  }

  /** What comes first: who speaks, for each answer. */
  public String beginning(int answers) {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < answers; i++) {
      ObjectNode body = body();
      ObjectNode choice = choice(body, i);
      choice.putObject("delta").put("role", "assistant").put("content", "");
      choice.putNull("logprobs").putNull("finish_reason");
      events.append(event(body));
    }
    return events.toString();
  }

  /** A piece of one answer. */
  public String piece(int answer, Piece piece) {
    ObjectNode body = body();
    ObjectNode choice = choice(body, answer);
    choice.putObject("delta").put("content", piece.text());
    if (telling.logProbabilities()) {
      Tokens.put(choice, piece.tokens());
    } else {
      choice.putNull("logprobs");
    }
    choice.putNull("finish_reason");
    return event(body);
  }

  /** What comes last: why each answer ended, and what all took where that was asked. */
  public String end(Answered answered) {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < answered.answers().size(); i++) {
      Answer answer = answered.answers().get(i);
      ObjectNode body = body();
      ObjectNode choice = choice(body, i);
      choice.putObject("delta");
      choice.putNull("logprobs").put("finish_reason", Completion.reason(answer));
      events.append(event(body));
    }
    if (telling.usage()) {
      ObjectNode body = heading.json("chat.completion.chunk");
      body.putArray("choices");
      Usage.put(body, answered.use());
      events.append(event(body));
    }
    return events.append(END).toString();
  }

  /** A failure after the stream has begun; nothing follows. */
  public static String error(ApiError error) {
    return "data: " + error.json() + "\n\n";
  }

  private ObjectNode body() {
    ObjectNode body = heading.json("chat.completion.chunk");
    body.putArray("choices");
    if (telling.usage()) {
      body.putNull("usage");
    }
    return body;
  }

  private static ObjectNode choice(ObjectNode body, int index) {
    return body.withArray("choices").addObject().put("index", index);
  }

  private static String event(ObjectNode body) {
    return "data: " + body + "\n\n";
  }
}
