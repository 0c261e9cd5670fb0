package io.framewise.connectors.video;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is known of a stream once it is open.
 *
 * @param codec its codec, such as H.264
 * @param width width in pixels as it says, before anything is scaled or turned
 * @param height height in pixels as it says
 * @param rate pictures a second as it says, 0 if it says nothing
 */
public record StreamFacts(String codec, int width, int height, double rate) {

  /** Writes them as {@link #read} reads them. */
  public void write(DataOutput out) throws IOException {
    out.writeUTF(codec);
    out.writeInt(width);
    out.writeInt(height);
    out.writeDouble(rate);
  }

  /** Reads what {@link #write} wrote. */
  public static StreamFacts read(DataInput in) throws IOException {
    return new StreamFacts(in.readUTF(), in.readInt(), in.readInt(), in.readDouble());
  }
}
