package io.framewise.connectors.capture;

import io.framewise.connectors.settings.Framing;
import io.framewise.connectors.settings.KeyFrames;
import io.framewise.connectors.settings.PictureArea;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a capture process is to capture.
 *
 * @param name the source, for errors
 * @param target what is opened
 * @param silence how long it may send nothing
 * @param keyFrames whether only key frames are decoded
 * @param maxRate most pictures a second, 0 for no limit
 * @param jpegQuality quality of the pictures, 1 to 100
 * @param framing what of the pictures goes on, and how large
 * @param changeGate how much must change for a picture to go on; 0 compares nothing
 * @param refresh how often one goes on though nothing changes
 */
public record CaptureOrder(
    String name,
    CaptureTarget target,
    Duration silence,
    KeyFrames keyFrames,
    double maxRate,
    int jpegQuality,
    Framing framing,
    double changeGate,
    Duration refresh) {

  void write(DataOutput out) throws IOException {
    out.writeUTF(name);
    target.write(out);
    out.writeLong(silence.toMillis());
    out.writeUTF(keyFrames.name());
    out.writeDouble(maxRate);
    out.writeInt(jpegQuality);
    writeFraming(out);
    out.writeDouble(changeGate);
    out.writeLong(refresh.toMillis());
  }

  private void writeFraming(DataOutput out) throws IOException {
    out.writeInt(framing.maxSide());
    out.writeInt(framing.turn());
    write(framing.crop(), out);
    out.writeInt(framing.masks().size());
    for (PictureArea mask : framing.masks()) {
      write(mask, out);
    }
  }

  private static void write(PictureArea area, DataOutput out) throws IOException {
    out.writeDouble(area.left());
    out.writeDouble(area.top());
    out.writeDouble(area.width());
    out.writeDouble(area.height());
  }

  private static Framing readFraming(DataInput in) throws IOException {
    int maxSide = in.readInt();
    int turn = in.readInt();
    PictureArea crop = readArea(in);
    List<PictureArea> masks = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      masks.add(readArea(in));
    }
    return new Framing(maxSide, turn, crop, masks);
  }

  private static PictureArea readArea(DataInput in) throws IOException {
    return new PictureArea(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
  }

  static CaptureOrder read(DataInput in) throws IOException {
    return new CaptureOrder(
        in.readUTF(),
        CaptureTarget.read(in),
        Duration.ofMillis(in.readLong()),
        KeyFrames.valueOf(in.readUTF()),
        in.readDouble(),
        in.readInt(),
        readFraming(in),
        in.readDouble(),
        Duration.ofMillis(in.readLong()));
  }
}
