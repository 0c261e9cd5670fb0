package io.framewise.connectors.discover;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.platform.terminal.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was found, for people and for programs. */
final class FindingsText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private FindingsText() {}

  /** Lines for people who find nothing. */
  static List<String> nothing() {
    return List.of(
        "no cameras answered",
        "Check that ONVIF is switched on there, and that this machine is in the cameras' network segment:",
        "the question goes by multicast (UDP 239.255.255.250, port 3702), which routers, most containers",
        "and many firewalls and wireless networks do not pass on. --host ADDRESS asks a camera without it.");
  }

  /**
   * Lines for people.
   *
   * @param password where the password is to be found, as a reference; empty for none
   */
  static List<String> lines(List<Finding> findings, String password) {
    Columns table = new Columns("CAMERA", "NAME", "PROFILE", "CODEC", "SIZE", "RATE", "PROBLEM");
    List<String> add = new ArrayList<>();
    List<String> watch = new ArrayList<>();
    PasteLines lines = new PasteLines(password);
    for (Finding finding : findings) {
      if (finding.profiles().isEmpty()) {
        table.row(finding.device().host(), finding.name(), "", "", "", "", shortened(finding));
      }
      for (Profile profile : finding.profiles()) {
        row(table, finding, profile);
        Optional<String> address = profile.address();
        address.map(one -> lines.add(finding, profile, one)).ifPresent(add::add);
        address.map(PasteLines::watch).ifPresent(watch::add);
      }
    }
    List<String> all = new ArrayList<>(table.lines());
    findings.forEach(finding -> tellProblem(finding, all));
    if (!add.isEmpty()) {
      all.add("");
      all.add("To capture one of them:");
      add.forEach(line -> all.add("  " + line));
      all.add("To ask a question of it here and now:");
      all.add("  " + watch.get(0));
    }
    return all;
  }

  private static void row(Columns table, Finding finding, Profile profile) {
    table.row(
        finding.device().host(),
        finding.name(),
        profile.name(),
        profile.codec(),
        profile.size(),
        profile.rate() > 0 ? profile.rate() : "",
        profile.address().isPresent() ? "" : "it tells no address of its own for RTSP");
  }

  private static String shortened(Finding finding) {
    return finding.problem().map(problem -> problem.fault().written()).orElse("");
  }

  private static void tellProblem(Finding finding, List<String> lines) {
    finding
        .problem()
        .ifPresent(problem -> lines.add(finding.device().host() + ": " + problem.getMessage()));
  }

  /** One line of JSON; what is not known is null. */
  static String json(List<Finding> findings, String password) {
    ArrayNode list = JSON.createArrayNode();
    PasteLines lines = new PasteLines(password);
    for (Finding finding : findings) {
      ObjectNode camera = list.addObject();
      camera.put("host", finding.device().host());
      camera.put("service", finding.device().service().toString());
      camera.put("endpoint", finding.device().endpoint());
      camera.put("name", finding.name());
      camera.put("problem", finding.problem().map(found -> found.fault().written()).orElse(null));
      camera.put("problem_words", finding.problem().map(Throwable::getMessage).orElse(null));
      ArrayNode profiles = camera.putArray("profiles");
      for (Profile profile : finding.profiles()) {
        ObjectNode stream = profiles.addObject();
        stream.put("name", profile.name());
        stream.put("codec", profile.codec());
        stream.put("width", profile.width());
        stream.put("height", profile.height());
        stream.put("rate", profile.rate());
        stream.put("address", profile.address().orElse(null));
        stream.put(
            "add", profile.address().map(one -> lines.add(finding, profile, one)).orElse(null));
      }
    }
    return list.toString();
  }
}
