package io.framewise.connectors.discover;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.xml.stream.XMLStreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks on the network who is a camera (WS-Discovery), on every interface that can, several times,
 * since neither question nor answer is sure to arrive.
 */
final class NetworkSearch {

  /** Where cameras listen. */
  static final InetSocketAddress GROUP = new InetSocketAddress("239.255.255.250", 3702);

  private static final Logger LOG = LoggerFactory.getLogger(NetworkSearch.class);
  private static final int MOST_DEVICES = 1024;
  private static final int MOST_ANSWERS = 20_000;
  private static final int ROUNDS = 3;
  private static final long NANOS_BETWEEN_ROUNDS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final int POLL_MILLIS = 50;
  private static final int LARGEST_DATAGRAM = 65_535;
  // Cameras are network video transmitters; the newer ones are devices.
  private static final List<String> TYPES =
      List.of(
          "xmlns:n=\"http://www.onvif.org/ver10/network/wsdl\">n:NetworkVideoTransmitter",
          "xmlns:n=\"http://www.onvif.org/ver10/device/wsdl\">n:Device");
  private static final String PROBE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"
          xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing"
          xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery">
        <e:Header>
          <w:MessageID>uuid:%s</w:MessageID>
          <w:To e:mustUnderstand="true">urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To>
          <w:Action e:mustUnderstand="true">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action>
        </e:Header>
        <e:Body><d:Probe><d:Types %s</d:Types></d:Probe></e:Body>
      </e:Envelope>
      """;

  private final InetSocketAddress target;
  private final Map<String, Device> found = new LinkedHashMap<>();
  private final byte[] room = new byte[LARGEST_DATAGRAM];
  private int answers;

  /** A search at {@code target}, which is {@link #GROUP} but for tests. */
  NetworkSearch(InetSocketAddress target) {
    this.target = target;
  }

  /**
   * The interfaces that can ask.
   *
   * @param name the only one that is wanted; nothing for all of them
   * @throws UserError when there is none
   */
  static List<NetworkInterface> interfaces(Optional<String> name) {
    try {
      List<NetworkInterface> able =
          NetworkInterface.networkInterfaces().filter(NetworkSearch::canAsk).toList();
      Predicate<NetworkInterface> wanted =
          one -> name.map(one.getName()::equals).orElse(!isLoopback(one));
      List<NetworkInterface> chosen = able.stream().filter(wanted).toList();
      if (chosen.isEmpty()) {
        throw new UserError(
            name.map(given -> "no interface " + given + " can ask a network for cameras")
                .orElse("no network interface can ask for cameras"),
            able.isEmpty()
                ? "connect this machine to the cameras' network, or name one with --host"
                : "there are "
                    + String.join(", ", able.stream().map(NetworkInterface::getName).toList())
                    + " for --interface; or name a camera with --host");
      }
      return chosen;
    } catch (SocketException e) {
      throw new UserError(
          "the network interfaces of this machine cannot be listed",
          "name a camera with --host",
          e);
    }
  }

  private static boolean canAsk(NetworkInterface one) {
    try {
      boolean v4 = one.inetAddresses().anyMatch(Inet4Address.class::isInstance);
      return one.isUp() && v4 && (one.supportsMulticast() || one.isLoopback());
    } catch (SocketException e) {
      return false;
    }
  }

  private static boolean isLoopback(NetworkInterface one) {
    try {
      return one.isLoopback();
    } catch (SocketException e) {
      return true;
    }
  }

  /**
   * Asks, and collects answers for as long as {@code wait}.
   *
   * @param interfaces where to ask
   * @throws InterruptedException when the thread is told to stop
   */
  Collection<Device> run(List<NetworkInterface> interfaces, Duration wait)
      throws InterruptedException {
    List<DatagramSocket> sockets = new ArrayList<>();
    try {
      interfaces.forEach(one -> open(one).ifPresent(sockets::add));
      if (sockets.isEmpty()) {
        throw new UserError(
            "cameras cannot be searched for on any network interface", "name one with --host");
      }
      long start = System.nanoTime();
      long end = start + wait.toNanos();
      int rounds = 0;
      while (System.nanoTime() - end < 0) {
        if (rounds < ROUNDS && System.nanoTime() - start >= rounds * NANOS_BETWEEN_ROUNDS) {
          sockets.forEach(this::ask);
          rounds++;
        }
        for (DatagramSocket socket : sockets) {
          collect(socket, end);
        }
        if (Thread.interrupted()) {
          throw new InterruptedException("while cameras were searched for");
        }
      }
      return List.copyOf(found.values());
    } finally {
      sockets.forEach(DatagramSocket::close);
    }
  }

  private static Optional<DatagramSocket> open(NetworkInterface one) {
    InetAddress own =
        one.inetAddresses().filter(Inet4Address.class::isInstance).findFirst().orElseThrow();
    try {
      MulticastSocket socket = new MulticastSocket(new InetSocketAddress(own, 0));
      socket.setNetworkInterface(one);
      socket.setSoTimeout(POLL_MILLIS);
      return Optional.of(socket);
    } catch (IOException e) {
      LOG.warn("cameras cannot be searched for on {}: {}", one.getName(), e.getMessage());
      return Optional.empty();
    }
  }

  private void ask(DatagramSocket socket) {
    for (String types : TYPES) {
      byte[] probe = PROBE.formatted(UUID.randomUUID(), types).getBytes(StandardCharsets.UTF_8);
      try {
        socket.send(new DatagramPacket(probe, probe.length, target));
      } catch (IOException e) {
        LOG.debug("a search could not be sent from {}", socket.getLocalAddress(), e);
      }
    }
  }

  private void collect(DatagramSocket socket, long end) {
    DatagramPacket packet = new DatagramPacket(room, room.length);
    try {
      while (answers < MOST_ANSWERS && System.nanoTime() - end < 0) {
        packet.setLength(room.length);
        socket.receive(packet);
        answers++;
        note(Arrays.copyOf(room, packet.getLength()), packet.getAddress().getHostAddress());
      }
    } catch (SocketTimeoutException e) {
      return; // No more for now.
    } catch (IOException e) {
      LOG.debug("an answer could not be received", e);
    }
  }

  private void note(byte[] answer, String sender) {
    try {
      for (XmlElement match : XmlReader.read(answer).named("ProbeMatch")) {
        Optional<Device> device = Device.of(match, sender);
        if (device.isPresent() && found.size() < MOST_DEVICES) {
          found.putIfAbsent(device.get().key(), device.get());
        }
      }
    } catch (XMLStreamException e) {
      LOG.debug("what {} answered is no XML", sender, e);
    }
  }
}
