package io.framewise.connectors.mqtt;

import io.vertx.mqtt.messages.MqttPublishMessage;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Pictures that wait for their source, bounded in number and in bytes. One that finds no room is
 * given up and counted. Safe for use by several threads.
 */
final class Inbox {

  private final int most;
  private final long mostBytes;
  private final Queue<MqttPublishMessage> waiting = new ArrayDeque<>();
  private long bytes;
  private int shed;
  private boolean ended;

  Inbox(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** Takes a message, or counts it. */
  synchronized void offer(MqttPublishMessage message) {
    int size = message.payload().length();
    if (waiting.size() >= most || (bytes > 0 && bytes + size > mostBytes)) {
      shed++;
    } else {
      waiting.add(message);
      bytes += size;
    }
    notifyAll();
  }

  /**
   * Nothing comes any more.
   *
   * @param keep whether what waits is still to be taken; else the broker sends it again
   */
  synchronized void end(boolean keep) {
    ended = true;
    if (!keep) {
      waiting.clear();
    }
    notifyAll();
  }

  /** The next message; waits for it. Nothing when none comes any more. */
  synchronized Optional<MqttPublishMessage> next() throws InterruptedException {
    while (waiting.isEmpty() && !ended) {
      wait();
    }
    Optional<MqttPublishMessage> next = Optional.ofNullable(waiting.poll());
    next.ifPresent(message -> bytes -= message.payload().length());
    return next;
  }

  /** How many were given up since the last call. */
  synchronized int takeShed() {
    int count = shed;
    shed = 0;
    return count;
  }
}
