package io.framewise.connectors.web;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.video.StreamBytes;
import io.framewise.connectors.video.StreamLimits;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The segments of a live stream of HLS, one behind the other as they come. It begins a few segments
 * before the newest one, as players do, and leaves segments out when it has fallen behind. Not safe
 * for use by several threads.
 */
final class HlsBytes implements StreamBytes {

  private static final int MOST_PLAYLIST = 1 << 20;
  // Up to eight sources share a capture process, and each holds a segment.
  private static final int MOST_SEGMENT = 16 << 20;
  private static final int BEHIND = 3;
  private static final int FAR_BEHIND = 6;
  private static final long NAP_MILLIS = 500;
  private static final byte[] NOTHING = {};
  private static final String PLAYLIST = "the playlist";

  private final WebClient client;
  private final StreamLimits limits;
  private final Runnable alive;
  private final URI address;
  private Playlist playlist;
  private Optional<URI> start = Optional.empty();
  private byte[] piece = NOTHING;
  private int position;
  private long next = -1;

  /**
   * The stream of a playlist.
   *
   * @param answer the playlist
   * @throws StreamFaultException when it is none that is taken
   */
  HlsBytes(WebClient client, WebAnswer answer, StreamLimits limits, Runnable alive)
      throws StreamFaultException, InterruptedException {
    this.client = client;
    this.limits = limits;
    this.alive = alive;
    Playlist first = read(answer);
    if (first.variants().isEmpty()) {
      this.address = answer.address();
      this.playlist = first;
    } else {
      this.address = first.best(limits.framing().maxSide()).address();
      this.playlist = fetched();
    }
    if (!playlist.variants().isEmpty()) {
      throw new StreamFaultException(
          StreamFault.OTHER_PROTOCOL, "a playlist of streams names another such one");
    }
  }

  private Playlist fetched() throws StreamFaultException, InterruptedException {
    try (WebAnswer answer = client.get(address, Map.of())) {
      return read(answer);
    }
  }

  private Playlist read(WebAnswer answer) throws StreamFaultException, InterruptedException {
    byte[] bytes = answer.all(PLAYLIST, MOST_PLAYLIST, limits.wholePicture());
    URI from = answer.address();
    return Playlist.read(
        new String(bytes, StandardCharsets.UTF_8), reference -> client.followed(from, reference));
  }

  /** How long a segment is at most. */
  Duration target() {
    return playlist.target();
  }

  /** FFmpeg's demuxer for what comes. */
  String demuxer() throws StreamFaultException, InterruptedException {
    if (!fill()) {
      throw new StreamFaultException(StreamFault.NO_VIDEO, "the playlist has no segments");
    }
    if (piece.length > 0 && piece[0] == 'G') {
      return "mpegts";
    }
    String box = piece.length < 8 ? "" : new String(piece, 4, 4, StandardCharsets.ISO_8859_1);
    if (List.of("ftyp", "styp", "moov", "moof", "sidx", "emsg").contains(box)) {
      return "mov";
    }
    throw new StreamFaultException(
        StreamFault.NO_VIDEO, "its segments are neither MPEG-TS nor MP4, or sound only");
  }

  @Override
  public int read(ByteBuffer into) throws StreamFaultException, InterruptedException {
    if (!fill()) {
      return -1;
    }
    int count = Math.min(into.remaining(), piece.length - position);
    into.put(piece, position, count);
    position += count;
    return count;
  }

  /** Sees to it that there is something to read; false at the end of the stream. */
  private boolean fill() throws StreamFaultException, InterruptedException {
    long stalledAt = System.nanoTime() + longestWait().toNanos();
    while (position == piece.length) {
      Optional<Playlist.Segment> segment = nextSegment();
      if (segment.isPresent()) {
        take(segment.get());
        requireNotStalled(stalledAt); // Segments may come and come, each of them empty or gone.
      } else if (playlist.ended()) {
        return false;
      } else {
        requireNotStalled(stalledAt);
        awaitMore();
      }
    }
    return true;
  }

  private void requireNotStalled(long stalledAt) throws StreamFaultException {
    if (position == piece.length && System.nanoTime() - stalledAt > 0) {
      throw WebFaults.stalled(longestWait());
    }
  }

  private Duration longestWait() {
    Duration segments = playlist.target().multipliedBy(BEHIND);
    return segments.compareTo(limits.silence()) > 0 ? segments : limits.silence();
  }

  private Optional<Playlist.Segment> nextSegment() {
    List<Playlist.Segment> segments = playlist.segments();
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    long newest = segments.get(segments.size() - 1).number();
    boolean lost =
        next < segments.get(0).number() || newest + 1 < next || newest - next >= FAR_BEHIND;
    if (!playlist.ended() && lost) { // At the start too, and when the camera counts anew.
      next = segments.get(Math.max(0, segments.size() - BEHIND)).number();
    }
    next = Math.max(next, segments.get(0).number());
    return segments.stream().filter(segment -> segment.number() == next).findFirst();
  }

  private void take(Playlist.Segment segment) throws StreamFaultException, InterruptedException {
    piece = NOTHING; // The old one makes room before there is a new one.
    position = 0;
    try {
      if (segment.start().isPresent() && !segment.start().equals(start)) {
        piece = fetched(segment.start().get()); // The segment itself is taken next.
        start = segment.start();
      } else {
        next = segment.number() + 1;
        piece = fetched(segment.address());
      }
    } catch (StreamFaultException e) {
      boolean gone = e.fault() == StreamFault.NOT_FOUND && !playlist.ended();
      if (!gone) {
        throw e;
      }
      next = segment.number() + 1;
      awaitMore(); // The camera keeps no more than it must.
    }
  }

  private byte[] fetched(URI part) throws StreamFaultException, InterruptedException {
    Duration longer = playlist.target().multipliedBy(2);
    Duration limit = longer.compareTo(limits.wholePicture()) > 0 ? longer : limits.wholePicture();
    try (WebAnswer answer = client.get(part, Map.of())) {
      return answer.all("a segment", MOST_SEGMENT, limit);
    }
  }

  private void awaitMore() throws StreamFaultException, InterruptedException {
    long millis = playlist.target().toMillis() / 2;
    for (long left = millis; left > 0; left -= NAP_MILLIS) {
      TimeUnit.MILLISECONDS.sleep(Math.min(left, NAP_MILLIS));
      alive.run();
    }
    playlist = fetched();
  }
}
