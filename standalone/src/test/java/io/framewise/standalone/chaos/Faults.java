package io.framewise.standalone.chaos;

/** What is done to a working streams app and its brokers. Each fault waits for its moment. */
final class Faults {

  private static final int ALONE_SECONDS = 3;

  private final Brokers brokers;
  private final Work work;
  private long eventsAtStart;
  private int kills;
  private int stops;
  private int brokerKills;
  private int workerKills;

  Faults(Brokers brokers, Work work) {
    this.brokers = brokers;
    this.work = work;
  }

  /** Kills the app in the middle of its work and starts it again at once. */
  void killApp() throws Exception {
    work.awaitEventsAfter(eventsAtStart);
    work.app().kill();
    eventsAtStart = work.events();
    work.app().start();
    kills++;
    work.say(this);
  }

  /** Stops a broker in order and starts it again, once the others need it no more. */
  void stopBroker(int broker) throws Exception {
    brokers.awaitInSync();
    brokers.stop(broker);
    brokers.start(broker);
    stops++;
    work.say(this);
  }

  /** The same without letting the broker hand over or write anything. */
  void killBroker(int broker) throws Exception {
    brokers.awaitInSync();
    brokers.kill(broker);
    brokers.start(broker);
    brokerKills++;
    work.say(this);
  }

  /** Kills a worker with what it has in hand, lets the others go on alone, and starts it again. */
  void killWorker(WorkerProcess worker) throws Exception {
    worker.kill();
    work.cameras().runOn(ALONE_SECONDS);
    worker.start();
    workerKills++;
    work.say(this);
  }

  @Override
  public String toString() {
    return "the app killed %d times, brokers stopped %d and killed %d times, workers killed %d times"
        .formatted(kills, stops, brokerKills, workerKills);
  }
}
