package io.framewise.connectors.capture;

import io.framewise.connectors.settings.KeyFrames;
import io.framewise.connectors.settings.Transport;
import io.framewise.contract.Secret;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/**
 * What a capture process is to capture.
 *
 * @param name the source, for errors
 * @param address where it is, with user and password
 * @param transport how its pictures travel
 * @param silence how long it may send nothing
 * @param keyFrames whether only key frames are decoded
 * @param maxRate most pictures a second, 0 for no limit
 * @param maxSide pictures with a longer side are scaled down to it, in pixels
 * @param jpegQuality quality of the pictures, 1 to 100
 */
public record CaptureOrder(
    String name,
    Secret address,
    Transport transport,
    Duration silence,
    KeyFrames keyFrames,
    double maxRate,
    int maxSide,
    int jpegQuality) {

  void write(DataOutput out) throws IOException {
    out.writeUTF(name);
    out.writeUTF(address.reveal());
    out.writeUTF(transport.name());
    out.writeLong(silence.toMillis());
    out.writeUTF(keyFrames.name());
    out.writeDouble(maxRate);
    out.writeInt(maxSide);
    out.writeInt(jpegQuality);
  }

  static CaptureOrder read(DataInput in) throws IOException {
    return new CaptureOrder(
        in.readUTF(),
        Secret.of(in.readUTF()),
        Transport.valueOf(in.readUTF()),
        Duration.ofMillis(in.readLong()),
        KeyFrames.valueOf(in.readUTF()),
        in.readDouble(),
        in.readInt(),
        in.readInt());
  }
}
