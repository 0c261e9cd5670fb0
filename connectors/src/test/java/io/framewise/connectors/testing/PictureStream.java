package io.framewise.connectors.testing;

import io.framewise.connectors.testing.CameraServer.Behaviour;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Sends a camera's pictures to one viewer, in RTP packets within the RTSP connection (RFC 6184 and
 * section 10.12 of RFC 2326).
 */
final class PictureStream {

  private static final int LARGEST = 1400;
  private static final int HEADER_BYTES = 12;
  private static final int VERSION = 0x80;
  private static final int MARKER = 0x80;
  private static final int PAYLOAD_TYPE = 96;
  private static final int TICKS_A_SECOND = 90_000;
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int HURRIED_RATE = 120;
  // A viewer who takes nothing does not get all at once afterwards.
  private static final long BEHIND_NANOS = 1_000_000_000L;
  private static final int FRAGMENT = 28;
  private static final int FIRST = 0x80;
  private static final int LAST = 0x40;
  private static final int IMPORTANCE = 0x60;
  private static final int TYPE = 0x1F;

  private final CameraServer camera;
  private final DataOutputStream out;
  private final BooleanSupplier plays;
  private int sequence;
  private int timestamp;

  PictureStream(CameraServer camera, DataOutputStream out, BooleanSupplier plays) {
    this.camera = camera;
    this.out = out;
    this.plays = plays;
  }

  void start() {
    Thread thread = new Thread(this::send, "picture-stream");
    thread.setDaemon(true);
    thread.start();
  }

  private void send() {
    long due = System.nanoTime();
    try {
      for (int i = 0; plays.getAsBoolean(); i = (i + 1) % camera.pictures().count()) {
        if (camera.behaviour() == Behaviour.SENDS_NOISE) {
          raw(CameraConnection.noise(LARGEST));
        } else if (camera.behaviour() != Behaviour.STALLS) {
          sendPicture(camera.pictures().units(camera.behaviour() == Behaviour.IS_FROZEN ? 0 : i));
        }
        int rate = camera.behaviour() == Behaviour.HURRIES ? HURRIED_RATE : Clip.RATE;
        timestamp += TICKS_A_SECOND / rate;
        // A camera keeps time, whatever sending took; nothing is waited for.
        due = Math.max(due + SECOND_NANOS / rate, System.nanoTime() - BEHIND_NANOS);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt(); // The viewer has gone.
    }
  }

  private void sendPicture(List<byte[]> units) throws IOException {
    for (int i = 0; i < units.size(); i++) {
      boolean last = i == units.size() - 1;
      byte[] unit =
          camera.behaviour() == Behaviour.SENDS_NOISE_AS_VIDEO
              ? spoilt(units.get(i))
              : units.get(i);
      if (unit.length <= LARGEST) {
        packet(unit, 0, unit.length, new byte[0], last);
      } else {
        fragments(unit, last);
      }
    }
  }

  /** Noise that says of itself that it is a part of a picture. */
  private static byte[] spoilt(byte[] unit) {
    byte[] noise = CameraConnection.noise(unit.length);
    noise[0] = unit[0];
    return noise;
  }

  private void fragments(byte[] unit, boolean last) throws IOException {
    for (int from = 1; from < unit.length; from += LARGEST) {
      int length = Math.min(LARGEST, unit.length - from);
      boolean end = from + length == unit.length;
      byte[] header = {
        (byte) ((unit[0] & IMPORTANCE) | FRAGMENT),
        (byte) ((from == 1 ? FIRST : 0) | (end ? LAST : 0) | (unit[0] & TYPE))
      };
      packet(unit, from, length, header, last && end);
    }
  }

  private void packet(byte[] unit, int from, int length, byte[] header, boolean marker)
      throws IOException {
    synchronized (out) {
      out.writeByte('$');
      out.writeByte(0);
      out.writeShort(HEADER_BYTES + header.length + length);
      out.writeByte(VERSION);
      out.writeByte((marker ? MARKER : 0) | PAYLOAD_TYPE);
      out.writeShort(sequence++);
      out.writeInt(timestamp);
      out.writeInt(1);
      out.write(header);
      out.write(unit, from, length);
      out.flush();
    }
  }

  private void raw(byte[] bytes) throws IOException {
    synchronized (out) {
      out.write(bytes);
      out.flush();
    }
  }
}
