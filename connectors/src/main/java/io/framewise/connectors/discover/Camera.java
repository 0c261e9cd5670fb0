package io.framewise.connectors.discover;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.contract.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks one camera for its streams. Confined to one thread. */
final class Camera {

  private static final int MOST_PROFILES = 32;
  private static final String DEVICE = "http://www.onvif.org/ver10/device/wsdl";
  private static final String MEDIA = "http://www.onvif.org/ver10/media/wsdl";
  private static final String MEDIA2 = "http://www.onvif.org/ver20/media/wsdl";

  private static final XmlElement NONE = new XmlElement("", Map.of(), "", List.of());

  private record Media(String namespace, URI service) {}

  private final Device device;
  private final String user;
  private final Secret password;
  private final SoapClient client;
  private final Clock clock;
  private Duration ahead = Duration.ZERO;

  /** A camera that {@code user} logs in to. */
  Camera(Device device, String user, Secret password, SoapClient client, Clock clock) {
    this.device = device;
    this.user = user;
    this.password = password;
    this.client = client;
    this.clock = clock;
  }

  /** What it has, or what is wrong with it. */
  Finding look() throws InterruptedException {
    try {
      readClock();
      String name = name();
      return new Finding(device, name, profiles(media()), Optional.empty());
    } catch (StreamFaultException e) {
      return Finding.failed(device, e);
    }
  }

  /** Whether anything answers there at all; nobody logs in for that. */
  Finding greet() throws InterruptedException {
    try {
      readClock();
      return Finding.of(device);
    } catch (StreamFaultException e) {
      return Finding.failed(device, e);
    }
  }

  /** A digest is only good by the camera's own clock, which is often wrong. */
  private void readClock() throws StreamFaultException, InterruptedException {
    try {
      XmlElement answer =
          client.ask(device.service(), "", element(DEVICE, "GetSystemDateAndTime", ""));
      ahead = answer.first("UTCDateTime").map(this::ahead).orElse(Duration.ZERO);
    } catch (StreamFaultException e) {
      boolean reached = e.fault() == StreamFault.UNAUTHORIZED || e.fault() == StreamFault.FORBIDDEN;
      if (!reached) {
        throw e;
      }
      // It tells the time to nobody: its clock may be right.
    }
  }

  private Duration ahead(XmlElement time) {
    try {
      LocalDateTime said =
          LocalDateTime.of(
              time.numberOf("Year"),
              time.numberOf("Month"),
              time.numberOf("Day"),
              time.numberOf("Hour"),
              time.numberOf("Minute"),
              time.numberOf("Second"));
      return Duration.between(clock.instant(), said.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Duration.ZERO; // No such day.
    }
  }

  private String name() throws StreamFaultException, InterruptedException {
    XmlElement answer = ask(device.service(), element(DEVICE, "GetDeviceInformation", ""));
    String told = (answer.textOf("Manufacturer") + " " + answer.textOf("Model")).strip();
    return told.isEmpty() ? Finding.of(device).name() : told;
  }

  private Media media() throws StreamFaultException, InterruptedException {
    String all = "<o:IncludeCapability>false</o:IncludeCapability>";
    try {
      List<XmlElement> services =
          ask(device.service(), element(DEVICE, "GetServices", all)).named("Service");
      Optional<Media> known = service(services, MEDIA2).or(() -> service(services, MEDIA));
      if (known.isPresent()) {
        return known.get();
      }
    } catch (StreamFaultException e) {
      if (e.fault() != StreamFault.OTHER) {
        throw e;
      }
      // An old camera, which has only the question below.
    }
    String category = "<o:Category>Media</o:Category>";
    return ask(device.service(), element(DEVICE, "GetCapabilities", category))
        .first("Media")
        .flatMap(found -> OwnAddress.of(found.textOf("XAddr"), device.service().getHost()))
        .map(address -> new Media(MEDIA, address))
        .orElseThrow(
            () ->
                new StreamFaultException(
                    StreamFault.NO_VIDEO, "it has no ONVIF media, so no streams to tell of"));
  }

  private Optional<Media> service(List<XmlElement> services, String namespace) {
    return services.stream()
        .filter(service -> service.textOf("Namespace").equals(namespace))
        .map(service -> OwnAddress.of(service.textOf("XAddr"), device.service().getHost()))
        .flatMap(Optional::stream)
        .map(address -> new Media(namespace, address))
        .findFirst();
  }

  private List<Profile> profiles(Media media) throws StreamFaultException, InterruptedException {
    String wanted = media.namespace().equals(MEDIA2) ? "<o:Type>VideoEncoder</o:Type>" : "";
    List<XmlElement> said =
        ask(media.service(), element(media.namespace(), "GetProfiles", wanted)).named("Profiles");
    List<Profile> profiles = new ArrayList<>();
    for (XmlElement profile : said.subList(0, Math.min(MOST_PROFILES, said.size()))) {
      profiles.add(profile(media, profile));
    }
    if (profiles.isEmpty()) {
      throw new StreamFaultException(StreamFault.NO_VIDEO, "it has no profile, so no streams");
    }
    return profiles;
  }

  private Profile profile(Media media, XmlElement said)
      throws StreamFaultException, InterruptedException {
    String token = said.attributes().getOrDefault("token", "");
    XmlElement video =
        said.first("VideoEncoderConfiguration").or(() -> said.first("VideoEncoder")).orElse(NONE);
    String uri = streamUri(media, token);
    String name = said.textOf("Name");
    return new Profile(
        name.isEmpty() ? token : name,
        video.textOf("Encoding"),
        video.numberOf("Width"),
        video.numberOf("Height"),
        video.numberOf("FrameRateLimit"),
        StreamSaid.address(uri, device.service().getHost(), user, password));
  }

  /** Where a profile's stream is; empty when the camera has none for it. */
  private String streamUri(Media media, String token)
      throws StreamFaultException, InterruptedException {
    try {
      String asked = element(media.namespace(), "GetStreamUri", stream(media, token));
      return ask(media.service(), asked).textOf("Uri");
    } catch (StreamFaultException e) {
      if (e.fault() != StreamFault.OTHER) {
        throw e;
      }
      return "";
    }
  }

  private static String stream(Media media, String token) {
    String profile = "<o:ProfileToken>" + UsernameToken.escaped(token) + "</o:ProfileToken>";
    return media.namespace().equals(MEDIA2)
        ? "<o:Protocol>RTSP</o:Protocol>" + profile
        : """
          <o:StreamSetup>
            <s:Stream xmlns:s="http://www.onvif.org/ver10/schema">RTP-Unicast</s:Stream>
            <s:Transport xmlns:s="http://www.onvif.org/ver10/schema"><s:Protocol>RTSP</s:Protocol></s:Transport>
          </o:StreamSetup>
          """
            + profile;
  }

  private XmlElement ask(URI service, String body)
      throws StreamFaultException, InterruptedException {
    return client.ask(
        service, UsernameToken.header(user, password, clock.instant().plus(ahead)), body);
  }

  private static String element(String namespace, String name, String content) {
    return "<o:%s xmlns:o=\"%s\">%s</o:%s>".formatted(name, namespace, content, name);
  }
}
