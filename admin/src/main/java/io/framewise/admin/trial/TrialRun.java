package io.framewise.admin.trial;

import io.framewise.admin.trial.AskedWindows.Asked;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.PlainErrors;
import io.framewise.streams.correlate.EndedRequest;
import io.framewise.streams.correlate.TypedAnswers;
import io.framewise.streams.dispatch.Requests;
import io.framewise.streams.window.ClosedWindow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Puts windows of a draft to the workers that run, under the name of a run of its own: the topology
 * passes over what they answer, so that nothing of it becomes an event. Requests go down the live
 * lane, some at once. Confined to one thread.
 */
public final class TrialRun {

  private static final int MAX_OPEN = 4;
  private static final Duration POLL = Duration.ofMillis(100);

  private final String name;
  private final KafkaSettings kafka;
  private final SchemaRegistry registry;
  private final QuestionSet draft;
  private final AskedWindows open;
  private boolean heard;

  /** A run of a draft over the topics that {@code kafka} names, under a name that nobody has. */
  public TrialRun(KafkaSettings kafka, SchemaRegistry registry, QuestionSet draft) {
    this(kafka, registry, draft, "try-" + UUID.randomUUID());
  }

  /** The same under a name of its own. */
  public TrialRun(KafkaSettings kafka, SchemaRegistry registry, QuestionSet draft, String name) {
    this.name = name;
    this.kafka = kafka;
    this.registry = registry;
    this.draft = QuestionSet.newBuilder(draft).setPriority(Priority.LIVE).build();
    this.open = new AskedWindows(Duration.ofMillis(draft.getDeadlineMs()), System::nanoTime);
  }

  /** Name of the run, part of each request's identity. */
  public String name() {
    return name;
  }

  /**
   * Asks about windows of one source and returns when each has ended.
   *
   * @param stopped ends it early
   * @param ended takes each window at its end; not in the order of the windows
   * @throws UserError when broker or registry do not answer, or no worker does within the draft's
   *     deadline
   */
  public void ask(
      List<ClosedWindow> windows, BooleanSupplier stopped, Consumer<TriedWindow> ended) {
    PlainErrors.explain(
        kafka,
        () -> {
          try (WorkerLine line = new WorkerLine(kafka, registry)) {
            ask(line, windows, stopped, ended);
          }
          return null;
        });
  }

  private void ask(
      WorkerLine line,
      List<ClosedWindow> windows,
      BooleanSupplier stopped,
      Consumer<TriedWindow> ended) {
    int sent = 0;
    while (!stopped.getAsBoolean() && (sent < windows.size() || open.size() > 0)) {
      while (sent < windows.size() && open.size() < MAX_OPEN) {
        send(line, sent, windows.get(sent));
        sent++;
      }
      for (InferenceCompletion completion : line.poll(POLL)) {
        complete(completion).ifPresent(ended);
      }
      overdue().forEach(ended);
    }
  }

  private void send(WorkerLine line, int index, ClosedWindow window) {
    InferenceRequest request = Requests.of(name, window, draft, System.currentTimeMillis());
    open.add(index, window.booking().pending(request));
    line.send(request);
  }

  private Optional<TriedWindow> complete(InferenceCompletion completion) {
    if (!completion.getRun().equals(name)) {
      return Optional.empty();
    }
    heard = true;
    return open.take(completion.getRequestId())
        .map(asked -> tried(asked, TypedAnswers.end(asked.pending(), completion).event()));
  }

  /** Takes out what is overdue; when no worker has said anything by then, none will. */
  private List<TriedWindow> overdue() {
    List<Asked> overdue = open.takeOverdue();
    if (!overdue.isEmpty()) {
      requireHeard();
    }
    return overdue.stream().map(asked -> tried(asked, expired(asked))).toList();
  }

  private AnalysisEvent expired(Asked asked) {
    return EndedRequest.without(
            asked.pending(),
            EventStatus.EXPIRED,
            "no completion within " + draft.getDeadlineMs() + " ms")
        .event();
  }

  private void requireHeard() {
    if (!heard) {
      throw new UserError(
          "no worker answered within the deadline of " + draft.getDeadlineMs() + " ms",
          "start one with framewise model-runtime --set model.path=MODEL (the demo's model lies in .framewise/demo/models/framewise-demo), or give "
              + draft.getId()
              + " a longer deadline; it must read "
              + kafka.topics().requests(Priority.LIVE).name());
    }
  }

  private TriedWindow tried(Asked asked, AnalysisEvent event) {
    return TriedWindow.of(asked.index(), event, draft.getQuestions(), open.ageMs(asked));
  }
}
