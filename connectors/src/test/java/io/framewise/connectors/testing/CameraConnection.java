package io.framewise.connectors.testing;

import io.framewise.connectors.testing.CameraServer.Behaviour;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** One viewer of a {@link CameraServer}. */
final class CameraConnection {

  private static final int NOISE_BYTES = 64 * 1024;

  private final CameraServer camera;
  private final Socket socket;
  private volatile boolean plays;

  CameraConnection(CameraServer camera, Socket socket) {
    this.camera = camera;
    this.socket = socket;
  }

  void start() {
    Thread thread = new Thread(this::serve, "viewer-" + socket.getPort());
    thread.setDaemon(true);
    thread.start();
  }

  boolean plays() {
    return plays;
  }

  private void serve() {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      String request = in.readLine();
      while (request != null) {
        answer(request, headers(in), out);
        request = in.readLine();
      }
    } catch (IOException e) {
      plays = false; // Whoever was connected has gone.
    } finally {
      plays = false;
      camera.ended(this);
    }
  }

  private static Map<String, String> headers(BufferedReader in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    String line = in.readLine();
    while (line != null && !line.isEmpty()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      line = in.readLine();
    }
    return headers;
  }

  private void answer(String request, Map<String, String> headers, DataOutputStream out)
      throws IOException {
    switch (camera.behaviour()) {
      case CUTS, RESETS -> end();
      case IS_SILENT -> {}
      case SENDS_NOISE -> out.write(noise(NOISE_BYTES));
      case IS_A_WEB_SERVER ->
          out.write(
              "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.ISO_8859_1));
      default -> answerAsCamera(request, headers, out);
    }
  }

  private void answerAsCamera(String request, Map<String, String> headers, DataOutputStream out)
      throws IOException {
    String method = request.split(" ", 2)[0];
    String number = headers.getOrDefault("cseq", "0");
    if (method.equals("OPTIONS")) {
      reply(out, number, "200 OK", "Public: DESCRIBE, SETUP, PLAY, TEARDOWN\r\n", "");
    } else if (!camera.admits(headers.get("authorization"))) {
      reply(out, number, "401 Unauthorized", "WWW-Authenticate: Basic realm=\"camera\"\r\n", "");
    } else if (camera.behaviour() == Behaviour.LACKS_THE_STREAM) {
      reply(out, number, "404 Not Found", "", "");
    } else {
      play(method, number, out);
    }
  }

  private void play(String method, String number, DataOutputStream out) throws IOException {
    switch (method) {
      case "DESCRIBE" ->
          reply(out, number, "200 OK", "Content-Type: application/sdp\r\n", description());
      case "SETUP" -> {
        boolean busy = camera.behaviour() == Behaviour.IS_BUSY;
        reply(
            out,
            number,
            busy ? "453 Not Enough Bandwidth" : "200 OK",
            busy ? "" : "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n",
            "");
      }
      case "PLAY" -> {
        reply(out, number, "200 OK", "Session: 1\r\n", "");
        plays = true;
        camera.played();
        new PictureStream(camera, out, () -> plays).start();
      }
      case "TEARDOWN" -> {
        reply(out, number, "200 OK", "", "");
        end();
      }
      default -> reply(out, number, "200 OK", "Session: 1\r\n", "");
    }
  }

  private String description() {
    String media =
        switch (camera.behaviour()) {
          case HAS_NO_VIDEO -> "m=audio 0 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";
          case HAS_ANOTHER_CODEC -> "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H263-1998/90000\r\n";
          default ->
              "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
                  + "a=fmtp:96 packetization-mode=1;sprop-parameter-sets="
                  + camera.pictures().parameters()
                  + "\r\n";
        };
    return "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=camera\r\nt=0 0\r\n"
        + media
        + "a=control:trackID=0\r\n";
  }

  private static void reply(
      DataOutputStream out, String number, String status, String headers, String body)
      throws IOException {
    String text =
        "RTSP/1.0 "
            + status
            + "\r\nCSeq: "
            + number
            + "\r\n"
            + headers
            + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n")
            + "\r\n"
            + body;
    synchronized (out) {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
  }

  /** The same noise each time. */
  static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    return noise;
  }

  /** Ends the connection as the camera's behaviour has it. */
  void end() {
    plays = false;
    try {
      if (camera.behaviour() == Behaviour.RESETS) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException e) {
      plays = false; // It is closed already.
    }
  }
}
