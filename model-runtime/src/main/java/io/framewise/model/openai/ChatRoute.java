package io.framewise.model.openai;

import io.framewise.model.engine.DialogueOptions;
import io.framewise.model.loop.Fatal;
import io.framewise.model.openai.answer.Chunks;
import io.framewise.model.openai.answer.Completion;
import io.framewise.model.openai.answer.Heading;
import io.framewise.model.openai.request.ApiError;
import io.framewise.model.openai.request.ApiException;
import io.framewise.model.openai.request.ChatRequest;
import io.framewise.model.openai.request.ChatRequest.Telling;
import io.framewise.model.openai.request.Content;
import io.framewise.model.openai.request.RequestReader;
import io.framewise.platform.observe.LogKeys;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/chat/completions}: takes the body on the event loop, reads it on one thread,
 * pictures on another, and hands the conversation to the model's.
 */
final class ChatRoute {

  private static final Logger LOG = LoggerFactory.getLogger(ChatRoute.class);
  private static final int RETRY_AFTER_SECONDS = 2;

  private final Vertx vertx;
  private final ModelDesk desk;
  private final Visits visits;
  private final Staff staff;
  private final RequestReader reader;

  /**
   * Who does what a request needs before the model sees it.
   *
   * @param readers read bodies
   * @param pictures get, decode and cut pictures; may have to wait for memory
   * @param longest bytes of a body
   * @param pingMs how long a stream may be silent
   */
  record Staff(ExecutorService readers, ExecutorService pictures, int longest, long pingMs) {}

  ChatRoute(Vertx vertx, ModelDesk desk, Visits visits, Staff staff, RequestReader reader) {
    this.vertx = vertx;
    this.desk = desk;
    this.visits = visits;
    this.staff = staff;
    this.reader = reader;
  }

  /** A request that was read. */
  private record Order(
      Visit visit, Conversations conversations, ChatRequest request, DialogueOptions options) {}

  void handle(HttpCall call, Conversations conversations) {
    Optional<Visit> entered = visits.enter(call, vertx.getOrCreateContext());
    if (entered.isEmpty()) {
      call.refuse(
          ApiError.full(
              "as many requests are under way as may be; try again in a moment",
              RETRY_AFTER_SECONDS));
      return;
    }
    Visit visit = entered.get();
    BodyReader body = new BodyReader(vertx, call, visits.places(), staff.longest());
    visit.onLeave(body::giveBack);
    call.response()
        .closeHandler(
            closed -> {
              visit.abandon();
              if (!body.complete()) {
                visit.leave();
              }
            });
    body.read(
        bytes -> run(staff.readers(), visit, () -> read(visit, body, bytes, conversations)),
        visit::leave);
  }

  private void read(Visit visit, BodyReader body, byte[] bytes, Conversations conversations) {
    ChatRequest request = reader.read(bytes);
    Order order = new Order(visit, conversations, request, conversations.options(request));
    boolean texts =
        request.messages().stream()
            .flatMap(message -> message.content().stream())
            .allMatch(Content.Text.class::isInstance);
    visit.onLoop(
        () -> {
          visit.answersGoTo(sink(order));
          run(texts ? staff.readers() : staff.pictures(), visit, () -> ask(order, body));
        });
  }

  private AnswerSink sink(Order order) {
    HttpCall call = order.visit().call();
    Heading heading = order.conversations().heading(call.id(), Instant.now());
    Telling telling = order.request().telling();
    if (!telling.stream()) {
      return new WholeSink(
          call, new Completion(heading, order.request().answers(), telling.logProbabilities()));
    }
    return new StreamSink(
        vertx,
        call,
        new Chunks(heading, telling),
        order.request().answers(),
        telling.logProbabilities(),
        staff.pingMs());
  }

  private void ask(Order order, BodyReader body) throws InterruptedException {
    Visit visit = order.visit();
    Optional<Conversations.Asked> asked =
        order.conversations().asked(order.request(), order.options(), visit::wanted);
    body.giveBack();
    if (asked.isEmpty()) {
      visit.refuse(ChatCall.stops());
      return;
    }
    visit.onLeave(asked.get().room()::close);
    desk.ask(new Question(asked.get().dialogue(), new ChatCall(visit, asked.get().room())));
  }

  /** A step of the way; what it throws is told to the client. */
  private interface Step {
    void take() throws InterruptedException;
  }

  private static void run(ExecutorService executor, Visit visit, Step step) {
    executor.execute(
        () -> {
          try {
            step.take();
          } catch (ApiException e) {
            LOG.debug("refused", e);
            visit.refuse(e.error());
          } catch (InterruptedException e) {
            visit.refuse(ChatCall.stops());
            Thread.currentThread().interrupt();
          } catch (RuntimeException | Error e) {
            LOG.atWarn()
                .addKeyValue(LogKeys.REQUEST_ID, visit.call().id())
                .setCause(e)
                .log("a request could not be prepared");
            visit.refuse(ApiError.failed("the request could not be prepared"));
            Fatal.rethrow(e);
          }
        });
  }
}
