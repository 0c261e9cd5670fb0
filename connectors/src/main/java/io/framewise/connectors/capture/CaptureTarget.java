package io.framewise.connectors.capture;

import io.framewise.connectors.settings.ScreenArea;
import io.framewise.connectors.settings.Transport;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.video.FfmpegInput;
import io.framewise.connectors.video.FfmpegVideo;
import io.framewise.connectors.video.LiveVideo;
import io.framewise.connectors.video.StreamLimits;
import io.framewise.connectors.web.WebTarget;
import io.framewise.connectors.web.WebVideo;
import io.framewise.contract.Secret;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/** What a capture process opens: the one place that tells the kinds of live sources apart. */
public sealed interface CaptureTarget {

  /**
   * Opens it.
   *
   * @param name the source, for errors
   * @param alive is run whenever something has come
   * @throws StreamFaultException when it cannot be opened; says why
   * @throws InterruptedException when the thread is told to stop
   */
  LiveVideo open(String name, StreamLimits limits, Runnable alive)
      throws StreamFaultException, InterruptedException;

  /** Writes it as {@link #read} reads it. */
  void write(DataOutput out) throws IOException;

  /** Reads what {@link #write} wrote. */
  static CaptureTarget read(DataInput in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case Rtsp.KIND -> new Rtsp(Secret.of(in.readUTF()), Transport.valueOf(in.readUTF()));
      case Web.KIND -> new Web(WebTarget.read(in));
      case Screen.KIND -> new Screen(in.readUTF(), Screen.readArea(in));
      case Usb.KIND -> new Usb(in.readUTF());
      default -> throw new IOException("an order to open something of kind " + kind);
    };
  }

  /**
   * A stream of RTSP.
   *
   * @param address where it is, with user and password
   * @param transport how its pictures travel
   */
  record Rtsp(Secret address, Transport transport) implements CaptureTarget {

    private static final byte KIND = 'R';

    @Override
    public LiveVideo open(String name, StreamLimits limits, Runnable alive)
        throws StreamFaultException, InterruptedException {
      return FfmpegVideo.open(name, FfmpegInput.rtsp(address, transport, limits), limits, alive);
    }

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeByte(KIND);
      out.writeUTF(address.reveal());
      out.writeUTF(transport.name());
    }
  }

  /** A stream of JPEGs, a picture a request, or HLS. */
  record Web(WebTarget target) implements CaptureTarget {

    private static final byte KIND = 'W';

    @Override
    public LiveVideo open(String name, StreamLimits limits, Runnable alive)
        throws StreamFaultException, InterruptedException {
      return WebVideo.open(name, target, limits, alive);
    }

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeByte(KIND);
      target.write(out);
    }
  }

  /**
   * A screen of this machine.
   *
   * @param display the X display, such as :0
   * @param area the part of it; nothing for all of it
   */
  record Screen(String display, Optional<ScreenArea> area) implements CaptureTarget {

    private static final byte KIND = 'S';

    @Override
    public LiveVideo open(String name, StreamLimits limits, Runnable alive)
        throws StreamFaultException, InterruptedException {
      return FfmpegVideo.open(name, FfmpegInput.screen(display, area, limits), limits, alive);
    }

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeByte(KIND);
      out.writeUTF(display);
      out.writeBoolean(area.isPresent());
      if (area.isPresent()) {
        out.writeInt(area.get().x());
        out.writeInt(area.get().y());
        out.writeInt(area.get().width());
        out.writeInt(area.get().height());
      }
    }

    private static Optional<ScreenArea> readArea(DataInput in) throws IOException {
      return in.readBoolean()
          ? Optional.of(new ScreenArea(in.readInt(), in.readInt(), in.readInt(), in.readInt()))
          : Optional.empty();
    }
  }

  /** A camera at this machine, by its device. */
  record Usb(String device) implements CaptureTarget {

    private static final byte KIND = 'U';

    @Override
    public LiveVideo open(String name, StreamLimits limits, Runnable alive)
        throws StreamFaultException, InterruptedException {
      return FfmpegVideo.open(name, FfmpegInput.camera(device), limits, alive);
    }

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeByte(KIND);
      out.writeUTF(device);
    }
  }
}
