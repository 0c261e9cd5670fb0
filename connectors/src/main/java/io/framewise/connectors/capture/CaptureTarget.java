package io.framewise.connectors.capture;

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
}
