package io.framewise.model.worker;

import static io.framewise.platform.observe.LogKeys.WORKER;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.EngineTimes;
import io.framewise.model.engine.PictureCache;
import io.framewise.model.loop.Canary;
import io.framewise.model.loop.EngineLoop;
import io.framewise.model.loop.HandOver;
import io.framewise.model.loop.Pulse;
import io.framewise.model.settings.ModelSettings;
import io.framewise.platform.frame.FrameReader;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageLimits;
import io.framewise.platform.observe.Health;
import io.framewise.platform.settings.KafkaSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker of the share group. The engine thread loads, calls and closes the model; some threads
 * fetch and prepare the pixels ahead of it; intake threads own the share consumers. See {@link
 * WorkerState} for its life.
 */
public final class Worker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final int INTAKES_PER_LANE = 2;
  private static final Duration IDLE_INTAKE_STOP_LIMIT = Duration.ofSeconds(2);
  private static final Duration CANARY_EVERY = Duration.ofSeconds(30);
  private static final Duration PREPARE_STOP_LIMIT = Duration.ofSeconds(2);
  private static final Duration INTAKE_STOP_LIMIT = Duration.ofSeconds(15);

  private record Intake(ShareIntake intake, Thread thread) {}

  private final KafkaSettings kafka;
  private final SchemaRegistry registry;
  private final ModelSettings settings;
  private final EngineFactory engines;
  private final InstantSource clock = InstantSource.system();
  private final Counters counters = new Counters();
  private final InHand inHand = new InHand(counters);
  private final Pulse pulse = new Pulse(System::nanoTime);
  private final Canary canary = new Canary();
  private final WorkerStatus status;
  private final PixelQueue taken;
  private final HandOver<Prepared> queue;
  private final Outbox outbox;
  private final Thread engineThread;
  private final List<Thread> preparers = new ArrayList<>();
  private final List<Intake> intakes = new ArrayList<>();
  private volatile PictureCache pictures = PictureCache.NONE;
  private volatile Supplier<EngineTimes> times = () -> EngineTimes.NONE;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

  private Worker(
      KafkaSettings kafka, SchemaRegistry registry, ModelSettings settings, EngineFactory engines) {
    this.kafka = kafka;
    this.registry = registry;
    this.settings = settings;
    this.engines = engines;
    this.status = new WorkerStatus(settings.worker());
    int size = settings.batchSize();
    TileWeight weight = new TileWeight(settings.maxTiles());
    this.taken = new PixelQueue(weight, settings.batchTiles(), size);
    this.queue = new HandOver<>();
    this.outbox = new Outbox(kafka, registry, counters);
    this.engineThread = new Thread(this::runEngine, "engine");
    engineThread.setDaemon(true); // a step that outlasts the drain limit must not hold the process
  }

  /**
   * Starts a worker and waits until its model is loaded.
   *
   * @param engines loads the model, on the engine thread
   * @throws io.framewise.contract.UserError when the model or the share group is not as it must be;
   *     whatever else the model's loading throws is thrown as it is
   */
  public static Worker start(
      KafkaSettings kafka, SchemaRegistry registry, ModelSettings settings, EngineFactory engines) {
    new ShareGroup(kafka, settings).configure();
    Worker worker = new Worker(kafka, registry, settings, engines);
    worker.engineThread.start();
    try {
      worker.ready.join();
      return worker;
    } catch (CompletionException e) {
      worker.close();
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** What the worker is doing. */
  public WorkerState state() {
    return status.state();
  }

  /** Whether it gets on. */
  public Health health() {
    return new WorkerHealth(
        this::state,
        engineThread::isAlive,
        () -> intakes().stream().allMatch(one -> one.intake().hasJoined()),
        canary::trouble,
        pulse,
        settings.health().stalledAfter());
  }

  /** Bytes that the engine keeps of pictures; none before it is loaded. */
  long pictureBytes() {
    return pictures.bytes();
  }

  /** Where the engine's time went. */
  EngineTimes times() {
    return times.get();
  }

  /** Requests whose pixels are ready and that the engine has not taken. */
  int readyRequests() {
    return queue.size();
  }

  /** Requests taken and not ended. */
  int inHand() {
    return inHand.size();
  }

  /** Requests that wait for their pixels. */
  int waitingForPixels() {
    return taken.waiting();
  }

  /** Requests that are being prepared, wait for the model or run. */
  int withPixels() {
    return taken.inside();
  }

  /** How long the step under way has been running; nothing while there is none. */
  Duration stepAge() {
    return pulse.age();
  }

  /** Adds its meters. */
  public void bindTo(MeterRegistry registry) {
    WorkerMeter.bind(this, registry);
  }

  /** What it has done. */
  public WorkerCounts counts() {
    return counters.snapshot();
  }

  /** Completes when a thread of the worker dies. The process must then end. */
  public CompletionStage<Throwable> failure() {
    return failure;
  }

  private void runEngine() {
    try (Engine engine = engines.load(settings)) {
      Results results = new Results(new Completions(settings.worker(), engine, clock), outbox);
      pictures = engine.pictures();
      times = engine::times;
      RequestRun.Surroundings around =
          new RequestRun.Surroundings(results, counters, clock, queue::closed);
      EngineLoop.Signs signs = new EngineLoop.Signs(pulse, canary, CANARY_EVERY);
      EngineLoop<Prepared> loop =
          new EngineLoop<>(
              engine, queue, signs, prepared -> RequestRun.submit(engine, prepared, around));
      startPreparers(engine, results);
      startIntakes(engine, results);
      ready.complete(null);
      loop.run();
    } catch (Throwable e) { // a dead engine thread must end the worker, whatever killed it
      fail(e);
    }
  }

  private synchronized void startPreparers(Engine engine, Results results) {
    TileRoom room = room(engine);
    ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
    KnownFrames known = new KnownFrames();
    FrameRecords records = new FrameRecords(kafka.topics(), registry);
    for (int i = 0; i < settings.prepareThreads(); i++) {
      FrameReader reader = new FrameReader(kafka, records, settings.fetchLimit());
      FramePictures frames = new FramePictures(reader, decoder, engine, room, known);
      LookBuilder builder = new LookBuilder(frames, settings.maxTiles(), room, counters);
      Preparer preparer = new Preparer(taken, builder::build, queue, results, clock, this::fail);
      Thread thread =
          new Thread(
              () -> {
                try (reader) {
                  preparer.run();
                }
              },
              "prepare-" + i);
      thread.setDaemon(true); // as the engine's
      preparers.add(thread);
      thread.start();
    }
  }

  /** As many tiles as the settings allow and the heap has room for. */
  private TileRoom room(Engine engine) {
    TileRoom room = TileRoom.of(settings.batchTiles(), engine, Runtime.getRuntime().maxMemory());
    if (room.ofABatch() < settings.batchTiles()) {
      LOG.warn(
          "model.batch-tiles is {}, the heap has room for {} tiles of this model: that is the limit",
          settings.batchTiles(),
          room.ofABatch());
    }
    taken.limit(room.ofABatch());
    return room;
  }

  private synchronized void startIntakes(Engine engine, Results results) {
    if (!status.tryMoveTo(new WorkerState.Running())) {
      return; // closed while the model was loading
    }
    ShareGroup group = new ShareGroup(kafka, settings);
    RequestDesk desk =
        new RequestDesk(
            new AvroDeserializer<>(InferenceRequest.class, registry),
            new RequestCheck(
                kafka.topics(),
                engine.tokensPerTile(),
                engine.contextLength(),
                settings.deliveries()),
            taken,
            results,
            outbox,
            clock);
    for (Priority lane : Priority.values()) {
      for (int i = 0; i < INTAKES_PER_LANE; i++) {
        String name = lane + "-" + i;
        Reception reception = new Reception(name, desk::accept, this::fail);
        ShareIntake intake =
            new ShareIntake(
                group.join(lane), inHand, reception, settings.renewEvery(), counters, this::fail);
        Thread thread = new Thread(intake, "intake-" + name);
        intakes.add(new Intake(intake, thread));
        thread.start();
      }
    }
    LOG.atInfo()
        .addKeyValue(WORKER, settings.worker())
        .log("answers with {}", engine.model().getName());
  }

  private void fail(Throwable cause) {
    if (!status.tryMoveTo(new WorkerState.Failed(cause))) {
      LOG.warn("after the end of the worker", cause);
      return;
    }
    if (cause instanceof UserError) {
      LOG.atDebug()
          .addKeyValue(WORKER, settings.worker())
          .setCause(cause)
          .log("the worker cannot start");
    } else {
      LOG.atError()
          .addKeyValue(WORKER, settings.worker())
          .setCause(cause)
          .log("the worker has failed");
    }
    stopTaking();
    inHand.releaseAll();
    ready.completeExceptionally(cause);
    failure.complete(cause);
  }

  private synchronized void stopTaking() {
    intakes.forEach(one -> one.intake().stop());
    try {
      for (Intake one : intakes) {
        one.intake().awaitEndIfIdle(IDLE_INTAKE_STOP_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    taken.close().forEach(job -> job.delivery().settle(AcknowledgeType.RELEASE));
    for (Prepared prepared : queue.close()) {
      prepared.close();
      prepared.job().delivery().settle(AcknowledgeType.RELEASE);
    }
  }

  /** Finishes what the model has begun, gives back the rest, and closes; idempotent. */
  @Override
  public void close() {
    status.tryMoveTo(new WorkerState.Draining());
    stopTaking();
    join(engineThread, settings.drainLimit());
    preparers().forEach(thread -> join(thread, PREPARE_STOP_LIMIT));
    outbox.close();
    inHand.releaseAll();
    intakes().forEach(one -> join(one.thread(), INTAKE_STOP_LIMIT));
    if (status.tryMoveTo(new WorkerState.Stopped())) {
      LOG.atInfo()
          .addKeyValue(WORKER, settings.worker())
          .log("the worker has stopped: {}", counts());
    }
  }

  private synchronized List<Thread> preparers() {
    return List.copyOf(preparers);
  }

  private synchronized List<Intake> intakes() {
    return List.copyOf(intakes);
  }

  private static void join(Thread thread, Duration limit) {
    try {
      thread.join(limit.toMillis());
      if (thread.isAlive()) {
        LOG.warn("thread {} still runs after {} s", thread.getName(), limit.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
