package io.framewise.connectors.push;

import io.framewise.connectors.settings.PushSettings;
import io.framewise.connectors.source.FramePlace;
import io.framewise.platform.image.ImageFormat;
import io.framewise.platform.observe.HostName;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one request: who asks is checked before what, and everything that the head says before a
 * byte of the body is read.
 */
final class PushRoute implements Handler<HttpServerRequest> {

  static final String PATH = "/v1/frames/";

  private static final Logger LOG = LoggerFactory.getLogger(PushRoute.class);

  private final Vertx vertx;
  private final PushSettings settings;
  private final PushKeys keys;
  private final PushDesk desk;
  private final InstantSource clock;
  private final AtomicInteger underWay = new AtomicInteger();

  PushRoute(Vertx vertx, PushSettings settings, PushKeys keys, PushDesk desk, InstantSource clock) {
    this.vertx = vertx;
    this.settings = settings;
    this.keys = keys;
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public void handle(HttpServerRequest request) {
    try {
      requireSender(request);
      PushSource source = source(request);
      requireType(request);
      PushHead head = PushHead.of(request.headers(), clock.instant());
      if (underWay.incrementAndGet() > settings.maxRequests()) {
        underWay.decrementAndGet();
        throw Refusal.busy(
            "too many requests are under way (connectors.push.max-requests); try again in a moment");
      }
      read(request, head, source);
    } catch (Refusal e) {
      LOG.debug("refused: {}", e.getMessage());
      Replies.refuse(request, e);
    }
  }

  /** A page of another site must not push in the name of its visitor: nobody asks it for a key. */
  private void requireSender(HttpServerRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
    Optional<HostName> host = hosts.size() == 1 ? HostName.parse(hosts.get(0)) : Optional.empty();
    if (host.isEmpty()) {
      throw Refusal.badRequest(
          "the header Host is missing, given more than once, or not well-formed");
    }
    if (settings.onlyThisMachine() && !host.get().isLoopback()) {
      throw Refusal.misdirected();
    }
    if (!keys.admit(request.getHeader(HttpHeaders.AUTHORIZATION))) {
      throw Refusal.unauthorized();
    }
    if (settings.keys().isEmpty() && request.headers().contains(HttpHeaders.ORIGIN)) {
      throw Refusal.forbidden("pages may push with a key only, see connectors.push.keys");
    }
  }

  private PushSource source(HttpServerRequest request) {
    String path = request.path();
    if (path == null || !path.startsWith(PATH) || path.indexOf('/', PATH.length()) >= 0) {
      throw Refusal.noSuchPage();
    }
    if (!HttpMethod.POST.equals(request.method())) {
      throw Refusal.wrongMethod();
    }
    if (request.query() != null) {
      throw Refusal.badRequest("this address takes no query parameters");
    }
    return desk.find(path.substring(PATH.length())).orElseThrow(Refusal::noSuchSource);
  }

  private static void requireType(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    String plain = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (ImageFormat.ofContentType(plain).isEmpty() && !PushBody.isForm(request)) {
      throw Refusal.wrongType();
    }
  }

  private void read(HttpServerRequest request, PushHead head, PushSource source) {
    PushBody body = new PushBody(request, settings.maxBytes());
    Reply reply = new Reply(request, body);
    reply.expectBody();
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    body.read(pictures -> reply.offer(source, new Push(head, pictures)), reply::refuse);
  }

  /** The one answer of a request: what comes first counts. Runs on the request's thread. */
  private final class Reply {

    private final HttpServerRequest request;
    private final PushBody body;
    private final Context context = vertx.getOrCreateContext();
    private Optional<Push> offered = Optional.empty();
    private long timer;
    private boolean over;

    Reply(HttpServerRequest request, PushBody body) {
      this.request = request;
      this.body = body;
    }

    void expectBody() {
      request.response().closeHandler(gone -> hungUp());
      timer = vertx.setTimer(settings.requestLimit().toMillis(), late -> refuse(Refusal.tooSlow()));
    }

    void offer(PushSource source, Push push) {
      if (over) {
        return;
      }
      vertx.cancelTimer(timer);
      timer = vertx.setTimer(settings.answerLimit().toMillis(), late -> refuse(late(push)));
      CompletableFuture<?> unused =
          push.places()
              .whenComplete((places, fault) -> context.runOnContext(here -> answer(places, fault)));
      offered = Optional.of(push);
      source.offer(push);
    }

    private void answer(List<FramePlace> places, Throwable fault) {
      if (fault instanceof Refusal refusal) {
        refuse(refusal);
      } else if (fault != null) {
        LOG.warn("a push could not be answered", fault);
        refuse(Refusal.busy("something went wrong here; the log has it"));
      } else if (end()) {
        Replies.accept(request, places);
      }
    }

    private static Refusal late(Push push) {
      return Refusal.busy(
          push.giveUp()
              ? "Kafka takes no pictures now: nothing of this request was captured"
              : "Kafka has not acknowledged the pictures in time, and may yet: send them again with the same "
                  + PushHead.FRAME_ID);
    }

    void refuse(Refusal refusal) {
      if (end()) {
        body.giveUp();
        Replies.refuse(request, refusal);
      }
    }

    /** Its place is free again, so its pictures must not go on waiting. */
    private void hungUp() {
      if (end()) {
        body.giveUp();
        offered.ifPresent(Push::giveUp);
      }
    }

    private boolean end() {
      if (over) {
        return false;
      }
      over = true;
      vertx.cancelTimer(timer);
      underWay.decrementAndGet();
      return true;
    }
  }
}
