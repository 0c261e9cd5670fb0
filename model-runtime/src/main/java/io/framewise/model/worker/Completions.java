package io.framewise.model.worker;

import io.framewise.contract.answer.AllowedAnswers;
import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.FinishReason;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionCompletion;
import io.framewise.contract.avro.Timings;
import io.framewise.contract.avro.Usage;
import io.framewise.model.checkpoint.KnownQuestions;
import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.BatchResult.LookTimes;
import io.framewise.model.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes completions in the name of one worker and its model. */
final class Completions {

  private final String worker;
  private final ModelInfo model;
  private final Optional<KnownQuestions> known;
  private final InstantSource clock;

  Completions(String worker, Engine engine, InstantSource clock) {
    this.worker = worker;
    this.model = engine.model();
    this.known = engine.knownQuestions();
    this.clock = clock;
  }

  /** The answers to a request. */
  InferenceCompletion completed(Job job, Waits waits, LookResult look) {
    int generated = look.answers().stream().mapToInt(AskResult::generatedTokens).sum();
    LookTimes times = look.times();
    Timings timings =
        new Timings(
            waits.queue().toMillis(),
            waits.fetch().toMillis(),
            waits.preprocess().toMillis(),
            times.visionMs(),
            times.prefillMs(),
            times.decodeMs(),
            times.batchSize());
    List<QuestionCompletion> answers = new ArrayList<>();
    for (int i = 0; i < look.answers().size(); i++) {
      Question question = job.request().getQuestions().get(i);
      answers.add(answer(look.answers().get(i), question));
    }
    return begin(job, CompletionStatus.COMPLETED)
        .setCompletions(answers)
        .setUsage(
            new Usage(look.promptTokens(), look.imageTokens(), generated, look.cachedPictures()))
        .setTimings(timings)
        .build();
  }

  /** A request that ended without answers. */
  InferenceCompletion ended(Job job, CompletionStatus status, String reason) {
    Instant created = job.request().getCreatedAt();
    long queueMs = Math.max(0, Duration.between(created, clock.instant()).toMillis());
    return begin(job, status)
        .setReason(reason)
        .setCompletions(List.of())
        .setUsage(new Usage(0, 0, 0, 0))
        .setTimings(new Timings(queueMs, 0L, 0L, 0L, 0L, 0L, 0))
        .build();
  }

  private InferenceCompletion.Builder begin(Job job, CompletionStatus status) {
    return InferenceCompletion.newBuilder()
        .setRequestId(job.request().getRequestId())
        .setSourceId(job.request().getSourceId())
        .setRun(job.request().getRun())
        .setStatus(status)
        .setModel(model)
        .setWorker(worker)
        .setAttempt(job.delivery().attempt())
        .setCompletedAt(clock.instant());
  }

  private static Integer choice(AskResult answer, Question question) {
    return answer.finishReason() == FinishReason.SCORED
        ? AllowedAnswers.of(question).indexOf(answer.text())
        : null;
  }

  private QuestionCompletion answer(AskResult answer, Question question) {
    return QuestionCompletion.newBuilder()
        .setQuestionId(answer.questionId())
        .setText(answer.text())
        .setProbability(
            answer.probability().isPresent() ? answer.probability().getAsDouble() : null)
        .setGeneratedTokens(answer.generatedTokens())
        .setFinishReason(answer.finishReason())
        .setChoice(choice(answer, question))
        .setKnownQuestion(known.map(questions -> questions.has(question)).orElse(null))
        .build();
  }
}
