package io.framewise.connectors.camera;

import io.framewise.connectors.settings.SourceKind;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.settings.StreamAddress;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Looks at who answers where a stream could not be opened: FFmpeg waits for an answer in RTSP,
 * whatever else comes, and calls a connection that is ended bad data. Nobody is logged in by it.
 */
public final class RtspProbe {

  private static final String PROTOCOL = "RTSP/";
  private static final String CLOSED =
      "the camera ends the connection before it answers: restart it, or end other viewers";

  private RtspProbe() {}

  /** The fault in better words, where there are some. */
  public static StreamFaultException explain(StreamFaultException fault, SourceSettings settings) {
    return settings.kind() == SourceKind.RTSP
        ? explain(fault, settings.streamAddress(), settings.silence())
        : fault;
  }

  private static StreamFaultException explain(
      StreamFaultException fault, StreamAddress address, Duration limit) {
    boolean late = fault.fault() == StreamFault.TIMED_OUT;
    boolean odd = fault.fault() == StreamFault.OTHER_PROTOCOL;
    if (!address.url().startsWith("rtsp:") || !(late || odd)) {
      return fault;
    }
    String answer = answer(address, Math.toIntExact(limit.toMillis()));
    if (answer.isEmpty()) {
      return late ? fault : new StreamFaultException(StreamFault.CLOSED, CLOSED);
    }
    return answer.startsWith(PROTOCOL)
        ? fault
        : new StreamFaultException(
            StreamFault.OTHER_PROTOCOL,
            "what answers at "
                + address.host()
                + ":"
                + address.port()
                + " does not speak RTSP: check the port");
  }

  /** The first bytes of an answer; empty when there is none. */
  private static String answer(StreamAddress address, int limitMillis) {
    // A channel is closed when its thread is told to stop; a plain socket goes on waiting.
    try (SocketChannel channel = SocketChannel.open();
        Socket socket = channel.socket()) {
      socket.setSoTimeout(limitMillis);
      socket.connect(new InetSocketAddress(address.host(), address.port()), limitMillis);
      String request = "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] first = socket.getInputStream().readNBytes(PROTOCOL.length());
      return new String(first, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
