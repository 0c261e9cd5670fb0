package io.framewise.standalone.demo;

import io.framewise.connectors.settings.SourceKind;
import io.framewise.connectors.settings.SourcePlace;
import io.framewise.connectors.settings.StreamAddress;
import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import io.framewise.platform.settings.WebAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Makes settings of what stands behind {@code framewise watch}: addresses, files and folders are
 * sources, everything else is a question. Confined to one thread.
 */
final class WatchList {

  /** Variable that holds the password of every camera that asks for one. */
  static final String PASSWORD = "WATCH_PASSWORD";

  private static final String DOMAIN = "video";
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
  private static final Pattern YES_OR_NO =
      Pattern.compile(
          "(?i)(is|are|was|were|does|do|did|has|have|had|can|could|will|would|should)\\b.*");
  private static final Pattern NUMBER = Pattern.compile("(?i)how many\\b.*");
  private static final Pattern LOCAL = Pattern.compile(":\\d+(\\.\\d+)?|/dev/[A-Za-z0-9_./:-]+");
  private static final int LONGEST_NAME = 40;

  private final Map<String, String> environment;
  private final Function<String, Secret> ask;
  private final Map<String, Object> sources = new LinkedHashMap<>();
  private final Map<String, Object> questions = new LinkedHashMap<>();
  private final Map<String, String> passwords = new LinkedHashMap<>();

  private WatchList(Map<String, String> environment, Function<String, Secret> ask) {
    this.environment = environment;
    this.ask = ask;
  }

  /**
   * Tells sources from questions.
   *
   * @param arguments what was given
   * @param window settings of the windows, by their keys
   * @param rate most pictures a second
   * @param environment variables, one of which may hold the password
   * @param ask asks a person for the password of what it is given; none when nobody is there
   * @throws UserError when there is no source or no question, or one of them cannot be used
   */
  static Watched of(
      List<String> arguments,
      Map<String, Object> window,
      double rate,
      Map<String, String> environment,
      Function<String, Secret> ask) {
    WatchList list = new WatchList(environment, ask);
    arguments.forEach(argument -> list.add(argument, rate));
    list.require();
    Map<String, Object> set = new LinkedHashMap<>(window);
    set.put("domain", DOMAIN);
    set.put("questions", list.questions);
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("connectors", Map.of("sources", list.sources));
    settings.put("streams", Map.of("question-sets", Map.of("watch", set)));
    Map<String, String> seen = new LinkedHashMap<>(environment);
    seen.putAll(list.passwords);
    return new Watched(settings, seen);
  }

  private void require() {
    if (sources.isEmpty()) {
      throw new UserError(
          "nothing to watch was given",
          "give an address, a video file or a folder: framewise watch rtsp://user@camera/stream \"Is somebody at the door?\"");
    }
    if (questions.isEmpty()) {
      throw new UserError(
          "no question was given",
          "ask something in quotes: framewise watch street.mp4 \"How many cars are there?\"");
    }
  }

  private void add(String given, double rate) {
    String argument = given.strip();
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("max-rate", rate);
    if (ADDRESS.matcher(argument).matches()) {
      putAddress(source, argument);
    } else if (LOCAL.matcher(argument).matches()) {
      putLocal(source, SourcePlace.of(argument));
    } else if (Files.exists(Path.of(argument))) {
      putPath(source, Path.of(argument));
    } else if (argument.indexOf('@') >= 0 && argument.indexOf(' ') < 0) {
      throw new UserError(
          "something with an @ is neither an address nor a file; it is not shown, as it may hold a password",
          "write an address with its scheme: rtsp://user@camera/stream");
    } else if (looksLikePath(argument)) {
      throw new UserError(
          "there is no file or folder " + argument,
          "check its name; a question stands in quotes and holds blanks");
    } else {
      addQuestion(argument);
    }
  }

  private static boolean looksLikePath(String argument) {
    return argument.indexOf(' ') < 0 && (argument.contains("/") || argument.contains("."));
  }

  private void putPath(Map<String, Object> source, Path path) {
    boolean folder = Files.isDirectory(path);
    source.put("kind", folder ? "folder" : "video");
    source.put("path", path.toAbsolutePath().toString());
    source.put("loop", !folder);
    String name = path.toAbsolutePath().normalize().getFileName().toString();
    int dot = folder ? -1 : name.lastIndexOf('.');
    put(dot > 0 ? name.substring(0, dot) : name, source);
  }

  private void putLocal(Map<String, Object> source, SourcePlace place) {
    source.put("kind", place.kind().written());
    source.put(place.key(), place.value());
    source.put("domain", DOMAIN);
    put(place.kind().written() + place.value(), source);
  }

  private void putAddress(Map<String, Object> source, String text) {
    WebAddress parts;
    StreamAddress address;
    SourceKind kind = SourcePlace.of(text).kind();
    try {
      parts = WebAddress.of("the address", text, StreamAddress.rules(kind));
      address = StreamAddress.of(kind, parts.url(), parts.user());
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), "give a camera's address, a video file or a folder", e);
    }
    source.put("kind", kind.written());
    // Who writes the address is who starts this, and reaches as much without it.
    source.put("private-addresses", kind == SourceKind.HTTP);
    source.put("address", parts.url());
    if (!parts.user().isEmpty()) {
      source.put("user", parts.user());
      source.put("password", "env:" + variable(parts, address));
    }
    put(address.host(), source);
  }

  /** The variable that holds the password of a camera. */
  private String variable(WebAddress parts, StreamAddress address) {
    Secret password = parts.password();
    if (password.isEmpty() && environment.containsKey(PASSWORD)) {
      return PASSWORD;
    }
    if (password.isEmpty()) {
      password = ask.apply(parts.user() + " at " + address.host());
    }
    if (password.isEmpty()) {
      throw new UserError(
          "the password of " + parts.user() + " at " + address.host() + " is needed",
          "set the variable " + PASSWORD + ", or start this in a terminal to be asked for it");
    }
    String variable = PASSWORD + "_" + (passwords.size() + 1);
    passwords.put(variable, password.reveal());
    return variable;
  }

  private void addQuestion(String text) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("text", text);
    question.put("answer", answer(text));
    questions.put(unused(named(text), questions), question);
  }

  /** The type of answer that a question asks for, as far as its first words tell. */
  static String answer(String question) {
    if (NUMBER.matcher(question.strip()).matches()) {
      return "number";
    }
    return YES_OR_NO.matcher(question.strip()).matches() ? "yes_no" : "text";
  }

  private void put(String name, Map<String, Object> source) {
    sources.put(unused(named(name), sources), source);
  }

  /** Letters, digits, dots and dashes. */
  private static String named(String text) {
    String name =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9.]+", "-")
            .replaceAll("^[-.]+|[-.]+$", "");
    String shorter = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    return shorter.isEmpty() ? "one" : shorter;
  }

  private static String unused(String name, Map<String, ?> taken) {
    String free = name;
    for (int i = 2; taken.containsKey(free); i++) {
      free = name + "-" + i;
    }
    return free;
  }
}
