package io.framewise.streams.correlate;

import io.framewise.contract.answer.AllowedAnswers;
import io.framewise.contract.answer.Grounding;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.FinishReason;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionCompletion;
import io.framewise.platform.fit.Grammar;
import io.framewise.streams.ledger.Booking;
import io.framewise.streams.store.PendingRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Turns the model's text into typed answers. A text that does not fit its type is invalid and is
 * kept; nothing is guessed from a part of it.
 */
public final class TypedAnswers {

  /**
   * With a decimal point or comma; "1,234" is refused, since it may be either a thousand or one.
   */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,9}|,(?!\\d{3}$)\\d{1,9})?");

  /** The longest text that an event keeps, so that it fits its topic whatever a worker writes. */
  private static final int MAX_TEXT = 20_000;

  private static final Pattern FULL_STOP = Pattern.compile("\\.$");

  private TypedAnswers() {}

  /** Ends a request with its completion. */
  public static EndedRequest end(PendingRequest pending, InferenceCompletion completion) {
    if (completion.getStatus() != CompletionStatus.COMPLETED) {
      EventStatus status =
          completion.getStatus() == CompletionStatus.EXPIRED
              ? EventStatus.EXPIRED
              : EventStatus.FAILED;
      AnalysisEvent.Builder event =
          provenance(pending.request(), completion)
              .setStatus(status)
              .setReason(completion.getReason());
      return new EndedRequest(event.build(), Booking.of(pending));
    }
    List<Answer> answers = answers(pending.request(), completion);
    AnalysisEvent.Builder event = provenance(pending.request(), completion).setAnswers(answers);
    Optional<String> problem = problem(answers, completion);
    event
        .setStatus(problem.isEmpty() ? EventStatus.ANSWERED : EventStatus.INVALID)
        .setReason(problem.orElse(null));
    return new EndedRequest(event.build(), Booking.of(pending));
  }

  /** Why answers are not valid, for people. */
  private static Optional<String> problem(List<Answer> answers, InferenceCompletion completion) {
    List<String> cut = new ArrayList<>();
    List<String> unfit = new ArrayList<>();
    for (Answer answer : answers) {
      Optional<QuestionCompletion> found = of(answer.getQuestionId(), completion);
      if (!answer.getValid() && found.filter(TypedAnswers::isCut).isPresent()) {
        int tokens = found.get().getGeneratedTokens();
        cut.add(answer.getQuestionId() + " at " + tokens + " tokens");
      } else if (!answer.getValid()) {
        unfit.add(answer.getQuestionId());
      }
    }
    List<String> problems = new ArrayList<>();
    if (!cut.isEmpty()) {
      problems.add("the answer was cut: " + String.join(", ", cut) + " (max-new-tokens)");
    }
    if (!unfit.isEmpty()) {
      problems.add("the answer does not fit its type: " + String.join(", ", unfit));
    }
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
  }

  private static Optional<QuestionCompletion> of(
      String questionId, InferenceCompletion completion) {
    return completion.getCompletions().stream()
        .filter(found -> found.getQuestionId().equals(questionId))
        .findFirst();
  }

  private static boolean isCut(QuestionCompletion completion) {
    return completion.getFinishReason() == FinishReason.LENGTH;
  }

  private static AnalysisEvent.Builder provenance(
      InferenceRequest request, InferenceCompletion completion) {
    return EndedRequest.event(request)
        .setModel(completion.getModel())
        .setUsage(completion.getUsage())
        .setTimings(completion.getTimings())
        .setWorker(completion.getWorker());
  }

  private static List<Answer> answers(InferenceRequest request, InferenceCompletion completion) {
    Map<String, QuestionCompletion> byQuestion = new HashMap<>();
    completion
        .getCompletions()
        .forEach(answer -> byQuestion.putIfAbsent(answer.getQuestionId(), answer));
    List<Answer> answers = new ArrayList<>();
    for (Question question : request.getQuestions()) {
      answers.add(answer(question, byQuestion.get(question.getId()), request.getFrames()));
    }
    return answers;
  }

  private static Answer answer(
      Question question, QuestionCompletion completion, List<FrameRef> frames) {
    String text = completion == null ? "" : completion.getText();
    String kept = capped(text);
    Answer.Builder answer =
        Answer.newBuilder()
            .setQuestionId(question.getId())
            .setQuestion(question.getText())
            .setAnswerType(question.getAnswerType())
            .setText(kept)
            .setProbability(completion == null ? null : completion.getProbability())
            .setFinishReason(finishReason(completion, kept))
            .setKnownQuestion(completion == null ? null : completion.getKnownQuestion());
    boolean valid =
        completion != null
            && isWhole(question, completion)
            && setValue(answer, question, chosen(question, completion), bare(text), frames);
    return answer.setValid(valid).build();
  }

  /**
   * Why the text ended. A text that was cut here counts as cut off, like one that the worker cut.
   */
  private static FinishReason finishReason(QuestionCompletion completion, String kept) {
    if (completion == null) {
      return null;
    }
    return kept.length() < completion.getText().length()
        ? FinishReason.LENGTH
        : completion.getFinishReason();
  }

  /**
   * A text that is cut off is still a valid text, but a number that is cut off is another number.
   */
  private static boolean isWhole(Question question, QuestionCompletion completion) {
    return question.getAnswerType() == AnswerType.TEXT
        || (!isCut(completion) && completion.getText().length() <= Grounding.MAX_TEXT);
  }

  /**
   * Which of the allowed answers it is, where the worker says so; workers of old give its text
   * only.
   */
  private static Optional<String> chosen(Question question, QuestionCompletion completion) {
    List<String> allowed = AllowedAnswers.of(question);
    return Optional.ofNullable(completion.getChoice())
        .filter(choice -> choice >= 0 && choice < allowed.size())
        .map(allowed::get);
  }

  private static boolean setValue(
      Answer.Builder answer,
      Question question,
      Optional<String> chosen,
      String text,
      List<FrameRef> frames) {
    switch (question.getAnswerType()) {
      case TEXT -> {
        return !text.isEmpty();
      }
      case YES_NO -> {
        String word = chosen.orElse(text);
        boolean yes = word.equalsIgnoreCase("yes");
        if (!yes && !word.equalsIgnoreCase("no")) {
          return false;
        }
        answer.setYesNo(yes);
        return true;
      }
      case CHOICE -> {
        chosen
            .or(
                () ->
                    question.getChoices().stream()
                        .filter(choice -> bare(choice).equalsIgnoreCase(text))
                        .findFirst())
            .ifPresent(answer::setChoice);
        return answer.getChoice() != null;
      }
      case NUMBER -> {
        if (!NUMBER.matcher(text).matches()) {
          return false;
        }
        answer.setNumber(Double.parseDouble(text.replace(',', '.')));
        return true;
      }
      case BOX -> {
        return setShapes(answer, frames, text, Grounding::boxes, answer::setBoxes);
      }
      case JSON -> {
        if (!Grammar.json(question.getJsonSchema()).matches(text)) {
          return false;
        }
        answer.setJson(text);
        return true;
      }
      case POINT -> {
        return setShapes(answer, frames, text, Grounding::points, answer::setPoints);
      }
    }
    throw new IllegalStateException(
        "no rule for " + question.getAnswerType().name().toLowerCase(Locale.ROOT));
  }

  private interface ShapeReader<T> {
    Optional<List<T>> read(String text, int width, int height);
  }

  /**
   * Boxes and points are about the last frame: a model that is shown several frames is asked about
   * the newest.
   */
  private static <T> boolean setShapes(
      Answer.Builder answer,
      List<FrameRef> frames,
      String text,
      ShapeReader<T> reader,
      Consumer<List<T>> setter) {
    if (frames.isEmpty()) {
      return false;
    }
    FrameRef frame = frames.get(frames.size() - 1);
    Optional<List<T>> shapes = reader.read(text, frame.getWidth(), frame.getHeight());
    shapes.ifPresent(
        found -> {
          setter.accept(found);
          answer.setFrameId(frame.getFrameId());
        });
    return shapes.isPresent();
  }

  /**
   * The text without surrounding space and without a full stop at its end, which models tend to
   * add.
   */
  private static String bare(String text) {
    return FULL_STOP.matcher(text.strip()).replaceFirst("").strip();
  }

  private static String capped(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    boolean halved = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1));
    return text.substring(0, halved ? MAX_TEXT - 1 : MAX_TEXT);
  }
}
