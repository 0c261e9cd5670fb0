package io.framewise.connectors.capture;

import io.framewise.connectors.settings.KeyFrames;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/**
 * What a capture process is to capture.
 *
 * @param name the source, for errors
 * @param target what is opened
 * @param silence how long it may send nothing
 * @param keyFrames whether only key frames are decoded
 * @param maxRate most pictures a second, 0 for no limit
 * @param maxSide pictures with a longer side are scaled down to it, in pixels
 * @param jpegQuality quality of the pictures, 1 to 100
 */
public record CaptureOrder(
    String name,
    CaptureTarget target,
    Duration silence,
    KeyFrames keyFrames,
    double maxRate,
    int maxSide,
    int jpegQuality) {

  void write(DataOutput out) throws IOException {
    out.writeUTF(name);
    target.write(out);
    out.writeLong(silence.toMillis());
    out.writeUTF(keyFrames.name());
    out.writeDouble(maxRate);
    out.writeInt(maxSide);
    out.writeInt(jpegQuality);
  }

  static CaptureOrder read(DataInput in) throws IOException {
    return new CaptureOrder(
        in.readUTF(),
        CaptureTarget.read(in),
        Duration.ofMillis(in.readLong()),
        KeyFrames.valueOf(in.readUTF()),
        in.readDouble(),
        in.readInt(),
        in.readInt());
  }
}
