package io.framewise.connectors.capture;

import io.framewise.connectors.scene.LumaPicture;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.video.StreamFacts;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * What a capture process says of one of its sources. On the pipe each message is the number of the
 * source, the kind, and the fields; pictures carry the length of their bytes.
 */
public sealed interface CaptureMessage {

  /** The stream is open. */
  record Opened(StreamFacts facts) implements CaptureMessage {}

  /**
   * A picture.
   *
   * @param capturedAtMillis event time
   * @param width width in pixels
   * @param height height in pixels
   * @param jpeg the encoded picture
   * @param unchangedSince the time from which on all pictures look the same, where this one does
   * @param look how it looks
   */
  record Picture(
      long capturedAtMillis,
      int width,
      int height,
      ByteBuffer jpeg,
      Optional<Instant> unchangedSince,
      Look look)
      implements CaptureMessage {}

  /**
   * A picture that looks like the last one and was left out.
   *
   * @param capturedAtMillis event time
   * @param look how it looks
   */
  record LeftOut(long capturedAtMillis, Look look) implements CaptureMessage {}

  /**
   * How a picture looks.
   *
   * @param luma its brightness
   * @param clockJumped whether the camera's clock jumped before it
   */
  record Look(LumaPicture luma, boolean clockJumped) {

    void write(DataOutputStream out) throws IOException {
      luma.write(out);
      out.writeBoolean(clockJumped);
    }

    static Look read(DataInputStream in) throws IOException {
      return new Look(LumaPicture.read(in), in.readBoolean());
    }
  }

  /**
   * The stream goes on. Comes about once a second while there are packets.
   *
   * @param rateCapped pictures that the rate cap left out since the last such message
   * @param damaged pictures that could not be decoded, or not whole, since then
   * @param keyFrameMicros microseconds between key frames; 0 while not known
   */
  record Progress(int rateCapped, int damaged, long keyFrameMicros) implements CaptureMessage {

    /** This one and the next as one. */
    Progress and(Progress next) {
      return new Progress(
          rateCapped + next.rateCapped, damaged + next.damaged, next.keyFrameMicros);
    }
  }

  /** The stream is over; nothing more comes of it. */
  record Ended(StreamFault fault, String words) implements CaptureMessage {}

  /** The process is alive. Belongs to no source. */
  record Alive() implements CaptureMessage {}

  /** Most bytes of one picture: more is a fault of the pipe. */
  int MOST_BYTES = 64 * 1024 * 1024;

  /** Stands for a time that there is none of. */
  long NOTHING = Long.MIN_VALUE;

  /** Writes this message, without the number of its source. */
  default void write(DataOutputStream out) throws IOException {
    if (this instanceof Opened opened) {
      out.writeByte('O');
      opened.facts().write(out);
    } else if (this instanceof Picture picture) {
      out.writeByte('P');
      out.writeLong(picture.capturedAtMillis());
      out.writeInt(picture.width());
      out.writeInt(picture.height());
      ByteBuffer bytes = picture.jpeg().duplicate();
      out.writeInt(bytes.remaining());
      out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      out.writeLong(picture.unchangedSince().map(Instant::toEpochMilli).orElse(NOTHING));
      picture.look().write(out);
    } else if (this instanceof LeftOut leftOut) {
      out.writeByte('L');
      out.writeLong(leftOut.capturedAtMillis());
      leftOut.look().write(out);
    } else if (this instanceof Progress progress) {
      out.writeByte('G');
      out.writeInt(progress.rateCapped());
      out.writeInt(progress.damaged());
      out.writeLong(progress.keyFrameMicros());
    } else if (this instanceof Ended ended) {
      out.writeByte('E');
      out.writeUTF(ended.fault().name());
      out.writeUTF(ended.words());
    } else {
      out.writeByte('A');
    }
  }

  /**
   * Reads one message behind the number of its source.
   *
   * @throws IOException when the pipe is at its end, or holds something else
   */
  static CaptureMessage read(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case 'O' -> new Opened(StreamFacts.read(in));
      case 'P' ->
          new Picture(
              in.readLong(), in.readInt(), in.readInt(), bytes(in), instant(in), Look.read(in));
      case 'L' -> new LeftOut(in.readLong(), Look.read(in));
      case 'G' -> new Progress(in.readInt(), in.readInt(), in.readLong());
      case 'E' -> new Ended(StreamFault.valueOf(in.readUTF()), in.readUTF());
      case 'A' -> new Alive();
      default -> throw new IOException("a capture process sent a message of kind " + kind);
    };
  }

  private static Optional<Instant> instant(DataInputStream in) throws IOException {
    long millis = in.readLong();
    return millis == NOTHING ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private static ByteBuffer bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("a capture process sent a picture of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
