package io.framewise.connectors.mqtt;

import io.vertx.mqtt.messages.MqttPublishMessage;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Pictures that wait for their source, bounded in number and in bytes. One that finds no room comes
 * again by the next connection where the broker keeps it; else it is given up and counted. Safe for
 * use by several threads.
 */
final class Inbox {

  private final int most;
  private final long mostBytes;
  private final Queue<MqttPublishMessage> waiting = new ArrayDeque<>();
  private long bytes;
  private int shed;
  private boolean full;
  private boolean ended;
  private boolean sendAgain;

  Inbox(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** Takes a message, or has it sent again, or counts it. */
  synchronized void offer(MqttPublishMessage message) {
    int size = message.payload().length();
    boolean fits = waiting.size() < most && (bytes == 0 || bytes + size <= mostBytes);
    if (fits && !full && !ended) {
      waiting.add(message);
      bytes += size;
    } else if (MqttReceipt.isKept(message)) {
      full = true;
    } else {
      shed++;
    }
    notifyAll();
  }

  /** Whether the connection is to end because a picture that comes again found no room. */
  synchronized boolean isFull() {
    return full && !ended;
  }

  /** Nothing comes any more; what the broker sends again is not taken any more either. */
  synchronized void end() {
    ended = true;
    waiting.removeIf(MqttReceipt::isKept);
    bytes = waiting.stream().mapToLong(message -> message.payload().length()).sum();
    notifyAll();
  }

  /** A picture did not get to Kafka: the connection is to end, and the broker to send it again. */
  synchronized void sendAgain() {
    sendAgain = true;
    end();
  }

  /** Whether it has ended because the broker is to send a picture again. */
  synchronized boolean isToBeSentAgain() {
    return sendAgain;
  }

  /** The next message; waits for it. Nothing when none comes by this connection. */
  synchronized Optional<MqttPublishMessage> next() throws InterruptedException {
    while (waiting.isEmpty() && !full && !ended) {
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
