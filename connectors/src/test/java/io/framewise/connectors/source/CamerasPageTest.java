package io.framewise.connectors.source;

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
    page.append("\n## Which cameras are there\n\n");
    DISCOVERY.forEach(line -> page.append("- ").append(line).append("\n"));
    page.append("\n## What is captured, by whom\n\n");
    SHARING.forEach(line -> page.append("- ").append(line).append("\n"));
    page.append("\n## Trouble\n\n");
    TROUBLE.forEach(line -> page.append("- ").append(line).append("\n"));
    page.append("\n## What can be wrong\n\n");
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
          "./framewise sources list",
          "./framewise sources remove door");

  private static final List<String> PASSWORDS =
      List.of(
          "A password stands in a variable (`env:NAME`) or on the first line of a file (`file:PATH`) of the process that captures; settings, topics, logs and the page say only where. It is looked up at each log-in, so that a new one needs no restart.",
          "`watch` takes the password from `WATCH_PASSWORD`, or asks for it.",
          "Cameras that want them behind the question mark: `${user}` and `${password}` in the address stand for them. What follows a question mark is never shown.");

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

  private static final List<String> TROUBLE =
      List.of(
          "A stream that sends nothing for `silence` (10 s), or no whole picture for half as long again (15 s), is connected to anew; the status is STALLED and says why.",
          "A camera that was not reached is tried every 5 s. One that answered is tried after 1 s, 2 s, 4 s and so on up to a minute; one that refused the log-in after a minute. It never sees two connections of ours at once.",
          "A capture process that hangs, crashes or takes too much memory is replaced; its other sources begin anew with it.",
          "Pictures before the first key frame, and damaged ones, are left out. While Kafka takes none, the newest four are kept and older ones counted as shed.",
          "Event times begin with the arrival of the first picture and follow the stream's timestamps; what drifts is corrected little by little, a jump of more than 2 s at once.");
}
