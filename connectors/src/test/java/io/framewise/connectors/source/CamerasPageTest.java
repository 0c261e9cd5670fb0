package io.framewise.connectors.source;

import io.framewise.connectors.scene.Condition;
import io.framewise.connectors.settings.CaptureSettings;
import io.framewise.testing.RenderedPage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page about cameras, its table from the very faults that are told. */
final class CamerasPageTest {

  @Test
  void shouldBeTheCommittedPageWhenRendered() {
    new RenderedPage("docs/cameras.md").assertIs(render());
  }

  private static String render() {
    StringBuilder page = new StringBuilder();
    page.append("# Cameras\n\n");
    page.append(
        "Rendered from the code by a test; `mvn verify -Ddocs.update` writes it anew. Settings: [configuration.md](configuration.md#connectors).\n\n");
    page.append("## From an address to an answer\n\n```\n");
    COMMANDS.forEach(line -> page.append(line).append("\n"));
    page.append("```\n\n");
    PASSWORDS.forEach(line -> page.append("- ").append(line).append("\n"));
    page.append("\n## Kinds\n\n");
    KINDS.forEach(line -> page.append("- ").append(line).append("\n"));
    page.append("\n## Which cameras are there\n\n");
    DISCOVERY.forEach(line -> page.append("- ").append(line).append("\n"));
    page.append("\n## What is captured, by whom\n\n");
    SHARING.forEach(line -> page.append("- ").append(line).append("\n"));
    page.append("\n## Trouble\n\n");
    TROUBLE.forEach(line -> page.append("- ").append(line).append("\n"));
    page.append("\n## Still scenes, and cameras that see nothing\n\n");
    STILL.forEach(line -> page.append("- ").append(line).append("\n"));
    page.append(
        "\nWhat is wrong with a camera's pictures is told in its status, as an alert without a question set, and in the events of the windows concerned (`check-pictures: false` ends that):\n\n");
    page.append("| condition | told after | meaning |\n|---|---|---|\n");
    for (Condition condition : Condition.values()) {
      page.append("| ")
          .append(condition.written())
          .append(" | ")
          .append(condition.lastsBefore().toSeconds())
          .append(" s | ")
          .append(condition.meaning())
          .append(" |\n");
    }
    page.append("\n## What can be wrong with a stream\n\n");
    page.append(
        "`framewise sources test` tells one of these in words, in JSON as `problem`, and by its exit code; a running source tells it in its status.\n\n");
    page.append("| problem | exit code | meaning |\n|---|---|---|\n");
    for (StreamFault fault : StreamFault.values()) {
      page.append("| ")
          .append(fault.written())
          .append(" | ")
          .append(fault.exitCode())
          .append(" | ")
          .append(fault.meaning())
          .append(" |\n");
    }
    return page.toString();
  }

  private static final List<String> COMMANDS =
      List.of(
          "./framewise sources discover --user eve --password env:DOOR    # which cameras are there, and the lines that add them",
          "./framewise sources test rtsp://eve@camera/stream --password env:DOOR    # what comes, and what is wrong",
          "./framewise watch rtsp://eve@camera/stream \"Is somebody at the door?\"    # all of it here, on embedded parts",
          "./framewise sources add door rtsp://eve@camera/stream --with password=env:DOOR",
          "./framewise sources add gate https://camera.example/gate.jpg --with every=5s",
          "./framewise sources add desk :0 --with region=0,0,1280,720",
          "./framewise sources list",
          "./framewise sources remove door");

  private static final List<String> PASSWORDS =
      List.of(
          "A password stands in a variable (`env:NAME`) or on the first line of a file (`file:PATH`) of the process that captures; settings, topics, logs and the page say only where. It is looked up at each log-in, so that a new one needs no restart.",
          "`watch` takes the password from `WATCH_PASSWORD`, or asks for it.",
          "Cameras that want them behind the question mark: `${user}` and `${password}` in the address stand for them. What follows a question mark is never shown.");

  private static final List<String> KINDS =
      List.of(
          "`rtsp` is for streams of RTSP, over TCP or UDP, in H.264, HEVC, MJPEG, VP8 or VP9.",
          "`http` takes what answers: a stream of JPEGs (MJPEG), one JPEG, PNG or WebP a request, or an HLS playlist. Log-in is basic or digest; with `https` the certificate must be one that the Java at hand trusts.",
          "A single picture is asked for `every` so often, by default as often as `max-rate` allows, and taken when it has changed: a scene that stays as it is is not asked about again. One that stays the same to the last byte counts as `frozen`: where a camera makes a new picture less often than that takes, ask it no more often (`every`), or set `check-pictures: false`. HLS is shown from the third newest segment on, so it is that much late; encrypted streams and `EXT-X-BYTERANGE` are not taken.",
          "`http` connects to public addresses only, unless `private-addresses: true`; most cameras are at home in a private network and need it. The address that was checked is the one that is connected to. Redirects, and playlists that lead to another host, are refused unless `follow-redirects: true`, and then checked the same way. `watch` allows private addresses, since whoever starts it names the address.",
          "`screen` is an X display of this machine (`display`, `:0`), whole or in part (`region: x,y,width,height`), `max-rate` times a second; its domain is SCREEN by default. The process that captures must be let in (`XAUTHORITY`, `xhost`).",
          "`usb` is a camera at this machine, by its device (`path: /dev/video0`), in the size that the device is set to. The user of the process must be in the group `video`.",
          "Screens and USB cameras need `libxcb1`, `libxcb-shm0`, `libasound2` and `libpulse0` of the system.");
  private static final List<String> DISCOVERY =
      List.of(
          "`sources discover` asks the network by ONVIF (WS-Discovery, UDP 239.255.255.250 port 3702) on every interface that can, and lists what answers within `--timeout`. With `--user` it logs in to each and tells profiles, codecs, sizes, rates and addresses, or what is wrong with it.",
          "The question reaches the machine's own network segment: routers, containers on a bridge and many firewalls do not pass it on. `--host ADDRESS` asks a camera by its address.",
          "The password goes over the network as a digest by the camera's own clock, which may be wrong. Many cameras have users of their own for ONVIF, and ONVIF switched off at first.",
          "Whatever addresses a camera tells, only the host that answered is asked, and put into the lines. HTTPS with a certificate that is not trusted is not taken.");

  private static final List<String> SHARING =
      List.of(
          "Sources are records on the topic `source-definitions`. Those of the settings file are put there at the start of each connector process, and go when the file has them no longer; what `sources add` puts there stays until `sources remove`.",
          "Connector processes of one `connectors.group` share its sources: each has those of its partitions. One that stops hands them over at once, one that dies after 10 s. Files and folders must be there for each process of a group.",
          "Streams are captured in processes of their own, up to `connectors.capture.sources-per-process` in each, with at most "
              + CaptureSettings.DEFAULT_MEMORY / (1 << 20)
              + " MiB by default; a container's memory limit must have room for them ([decision](decisions/0038-streams-are-captured-in-processes-of-their-own.md)).");

  private static final List<String> STILL =
      List.of(
          "`change-gate: 4` leaves out pictures that look like the last frame. One goes on every `refresh` (2 s) all the same: set it to at least one a window.",
          "A window in which nothing has changed says so (`window.unchangedSince`), and where the model has looked at the very same picture its event repeats those answers (`repeats`) in place of asking again.",
          "`crop`, `masks` and `rotate` are applied before a picture is compared, encoded or sent: what is masked never leaves the process that captures it.",
          "Blurred, covered and moved are measured against the camera's own pictures of the last hour, and not before it has been watched for half a minute; a view that stays for ten minutes is the new one.");

  private static final List<String> TROUBLE =
      List.of(
          "A stream that sends nothing for `silence` (10 s), or no whole picture for half as long again (15 s), is connected to anew; the status is STALLED and says why.",
          "A camera that was not reached is tried every 5 s. One that answered is tried after 1 s, 2 s, 4 s and so on up to a minute; one that refused the log-in after a minute. It never sees two connections of ours at once.",
          "A capture process that hangs, crashes or takes too much memory is replaced; its other sources begin anew with it.",
          "Pictures before the first key frame, and damaged ones, are left out. While Kafka takes none, the newest four are kept and older ones counted as shed.",
          "Event times begin with the arrival of the first picture and follow the stream's timestamps; what drifts is corrected little by little, a jump of more than 2 s at once.");
}
