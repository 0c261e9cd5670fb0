package io.framewise.connectors.discover;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.framewise.contract.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.xml.stream.XMLStreamException;

/** A camera as far as ONVIF goes, with a clock of its own, and with faults on command. */
final class OnvifDevice implements AutoCloseable {

  /** What it does. */
  enum Behaviour {
    WORKS,
    IS_OLD,
    ANSWERS_GARBAGE,
    ANSWERS_TOO_MUCH,
    ANSWERS_WITH_A_DOCTYPE,
    IS_SILENT,
    HAS_NO_MEDIA,
    SENDS_US_ELSEWHERE
  }

  static final String USER = "eve";
  static final String PASSWORD = "geheim&<1>";
  private static final Duration CLOCK_SKEW = Duration.ofDays(-3);
  private static final Duration TOLERANCE = Duration.ofSeconds(30);

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final MulticastSocket udp;
  private final Clock clock = Clock.offset(Clock.systemUTC(), CLOCK_SKEW);
  private final Set<String> nonces = ConcurrentHashMap.newKeySet();
  private volatile Behaviour behaviour = Behaviour.WORKS;

  private OnvifDevice(HttpServer http, MulticastSocket udp) {
    this.http = http;
    this.udp = udp;
    http.createContext("/onvif/", this::answer);
    http.setExecutor(threads);
    http.start();
    threads.execute(this::listen);
  }

  /** A device that is asked by its own port; {@link #searchAddress()} tells which. */
  static OnvifDevice start() throws IOException {
    return new OnvifDevice(web(), new MulticastSocket(new InetSocketAddress(loopback(), 0)));
  }

  /** A device that hears what is asked of the group on an interface. */
  static OnvifDevice startInGroup(NetworkInterface on) throws IOException {
    MulticastSocket socket = new MulticastSocket(NetworkSearch.GROUP.getPort());
    socket.joinGroup(NetworkSearch.GROUP, on);
    return new OnvifDevice(web(), socket);
  }

  private static HttpServer web() throws IOException {
    return HttpServer.create(new InetSocketAddress(0), 0);
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  void does(Behaviour next) {
    behaviour = next;
  }

  InetSocketAddress searchAddress() {
    return new InetSocketAddress(loopback(), udp.getLocalPort());
  }

  String host() {
    return "127.0.0.1:" + http.getAddress().getPort();
  }

  int port() {
    return http.getAddress().getPort();
  }

  private void listen() {
    byte[] room = new byte[65_535];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(room, room.length);
        udp.receive(packet);
        byte[] match =
            switch (behaviour) {
              case ANSWERS_GARBAGE -> new byte[] {1, 2, 3, '<', 0};
              default -> match().getBytes(StandardCharsets.UTF_8);
            };
        udp.send(new DatagramPacket(match, match.length, packet.getSocketAddress()));
      }
    } catch (SocketException e) {
      return; // Closed.
    } catch (IOException e) {
      throw new IllegalStateException("the device cannot answer", e);
    }
  }

  private String match() {
    String host = behaviour == Behaviour.SENDS_US_ELSEWHERE ? "192.0.2.7" : "127.0.0.1";
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope"
            xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing"
            xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery">
          <SOAP-ENV:Body><d:ProbeMatches><d:ProbeMatch>
            <wsa:EndpointReference><wsa:Address>urn:uuid:door-%d</wsa:Address></wsa:EndpointReference>
            <d:Scopes>onvif://www.onvif.org/type/video onvif://www.onvif.org/name/Front%%20Door onvif://www.onvif.org/hardware/C-100</d:Scopes>
            <d:XAddrs>http://%s:%d/onvif/device_service</d:XAddrs>
          </d:ProbeMatch></d:ProbeMatches></SOAP-ENV:Body>
        </SOAP-ENV:Envelope>
        """
        .formatted(port(), host, port());
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] asked = exchange.getRequestBody().readAllBytes();
    switch (behaviour) {
      case IS_SILENT -> {
        return;
      }
      case ANSWERS_GARBAGE -> send(exchange, 200, "}{ no XML");
      case ANSWERS_TOO_MUCH -> send(exchange, 200, "<a>" + "x".repeat(2 << 20) + "</a>");
      case ANSWERS_WITH_A_DOCTYPE ->
          send(
              exchange,
              200,
              "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Envelope><Body>&x;</Body></Envelope>");
      default -> answer(exchange, asked);
    }
  }

  private void answer(HttpExchange exchange, byte[] asked) throws IOException {
    try {
      XmlElement envelope = XmlReader.read(asked);
      String question = envelope.first("Body").orElseThrow().children().get(0).name();
      if (question.equals("GetSystemDateAndTime")) {
        send(exchange, 200, envelope(time()));
      } else if (!knows(envelope)) {
        send(exchange, 400, fault("NotAuthorized", "Sender not authorized"));
      } else if (behaviour == Behaviour.IS_OLD && question.equals("GetServices")) {
        send(exchange, 500, fault("ActionNotSupported", "no such thing"));
      } else {
        send(exchange, 200, envelope(told(question, envelope)));
      }
    } catch (XMLStreamException e) {
      send(exchange, 400, "no XML");
    }
  }

  /** Whether the digest is right, of now by the own clock, and not used before. */
  private boolean knows(XmlElement envelope) {
    String created = envelope.textOf("Created");
    String nonce = envelope.textOf("Nonce");
    if (created.isEmpty() || !nonces.add(nonce)) {
      return false;
    }
    Duration age = Duration.between(Instant.parse(created), clock.instant()).abs();
    String digest =
        UsernameToken.digest(Base64.getDecoder().decode(nonce), created, Secret.of(PASSWORD));
    return age.compareTo(TOLERANCE) < 0
        && envelope.textOf("Username").equals(USER)
        && envelope.textOf("Password").equals(digest);
  }

  private String time() {
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    return """
        <R><SystemDateAndTime><UTCDateTime>
        <Time><Hour>%d</Hour><Minute>%d</Minute><Second>%d</Second></Time>
        <Date><Year>%d</Year><Month>%d</Month><Day>%d</Day></Date>
        </UTCDateTime></SystemDateAndTime></R>
        """
        .formatted(
            now.getHour(),
            now.getMinute(),
            now.getSecond(),
            now.getYear(),
            now.getMonthValue(),
            now.getDayOfMonth());
  }

  private String told(String question, XmlElement envelope) {
    String host = behaviour == Behaviour.SENDS_US_ELSEWHERE ? "192.0.2.7" : "127.0.0.1";
    String media = "http://" + host + ":" + port() + "/onvif/media";
    return switch (question) {
      case "GetDeviceInformation" -> "<R><Manufacturer>Acme</Manufacturer><Model>C-100</Model></R>";
      case "GetServices" -> behaviour == Behaviour.HAS_NO_MEDIA ? "<R/>" : services(media);
      case "GetCapabilities" ->
          behaviour == Behaviour.HAS_NO_MEDIA
              ? "<R/>"
              : "<R><Capabilities><Media><XAddr>" + media + "</XAddr></Media></Capabilities></R>";
      case "GetProfiles" -> behaviour == Behaviour.IS_OLD ? oldProfiles() : profiles();
      case "GetStreamUri" -> stream(host, envelope.textOf("ProfileToken"));
      default -> "<R/>";
    };
  }

  private static String services(String media) {
    return """
        <R><Service><Namespace>http://www.onvif.org/ver10/media/wsdl</Namespace><XAddr>http://127.0.0.1:1/x</XAddr></Service>
        <Service><Namespace>http://www.onvif.org/ver20/media/wsdl</Namespace><XAddr>%s</XAddr></Service></R>
        """
        .formatted(media);
  }

  private static String profiles() {
    return """
        <R><Profiles token="p1"><Name>Main stream</Name><Configurations><VideoEncoder>
          <Encoding>H265</Encoding><Resolution><Width>3840</Width><Height>2160</Height></Resolution>
          <RateControl><FrameRateLimit>25.0</FrameRateLimit></RateControl>
        </VideoEncoder></Configurations></Profiles>
        <Profiles token="p2&amp;"><Name>Sub</Name></Profiles></R>
        """;
  }

  private static String oldProfiles() {
    return """
        <R><Profiles token="p1"><Name>only</Name><VideoEncoderConfiguration>
          <Encoding>H264</Encoding><Resolution><Width>640</Width><Height>480</Height></Resolution>
          <RateControl><FrameRateLimit>12</FrameRateLimit></RateControl>
        </VideoEncoderConfiguration></Profiles></R>
        """;
  }

  private static String stream(String host, String token) {
    return "<R><MediaUri><Uri>rtsp://%s:8554/live/%s?user=eve&amp;password=hash&amp;x=1</Uri></MediaUri></R>"
        .formatted(host, token.replace("&", "-"));
  }

  private static String envelope(String body) {
    return "<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"><e:Body>"
        + body
        + "</e:Body></e:Envelope>";
  }

  private static String fault(String code, String text) {
    return envelope(
        "<e:Fault><e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value>ter:"
            + code
            + "</e:Value></e:Subcode></e:Code><e:Reason><e:Text>"
            + text
            + "</e:Text></e:Reason></e:Fault>");
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    udp.close();
    http.stop(0);
    threads.shutdownNow();
  }
}
