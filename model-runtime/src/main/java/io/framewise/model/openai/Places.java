package io.framewise.model.openai;

/** How many requests may be under way, and how many bytes of their bodies are in memory. */
final class Places {

  private final int most;
  private final long mostBytes;
  private int taken;
  private long bytes;

  Places(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** Takes a place; returns whether there was one. */
  synchronized boolean take() {
    if (taken == most) {
      return false;
    }
    taken++;
    return true;
  }

  synchronized void leave() {
    taken--;
  }

  /** Takes memory for so many bytes; returns whether there was any. */
  synchronized boolean takeBytes(long count) {
    if (bytes + count > mostBytes) {
      return false;
    }
    bytes += count;
    return true;
  }

  synchronized void giveBytesBack(long count) {
    bytes -= count;
  }

  /** Requests that are under way. */
  synchronized int taken() {
    return taken;
  }

  int most() {
    return most;
  }

  /** Bytes of bodies that are held. */
  synchronized long bytes() {
    return bytes;
  }
}
