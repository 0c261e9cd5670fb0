package io.framewise.admin.support;

import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.streams.settings.ApiSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of commands that ask the query API. A picocli mix-in. */
public final class ApiOptions {

  private static final List<String> ANY_ADDRESS = List.of("0.0.0.0", "::", "[::]");

  @Mixin private SettingsOptions options;

  @Option(
      names = "--api",
      paramLabel = "URL",
      description =
          "Address of the API, when it is not that of the settings api.host and api.port.")
  private String api;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "File whose first line is a key of the API, where it needs one.")
  private Path keyFile;

  /**
   * A client of the API.
   *
   * @throws UserError when the address is none, or the settings or the key cannot be read
   */
  public ApiClient client() {
    return new ApiClient(
        api == null ? ofSettings() : api, Optional.ofNullable(keyFile).map(ApiOptions::key));
  }

  private static Secret key(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return Secret.of(lines.findFirst().orElse("").strip());
    } catch (IOException | UncheckedIOException e) {
      throw new UserError("the key in " + file + " cannot be read", "check --key-file", e);
    }
  }

  private String ofSettings() {
    ApiSettings settings = options.read().bind(Section.API, ApiSettings.class);
    return address(settings.host(), settings.port());
  }

  /** Where an API answers that listens there. */
  static String address(String host, int port) {
    if (ANY_ADDRESS.contains(host)) {
      return address("127.0.0.1", port);
    }
    boolean bare = host.contains(":") && !host.startsWith("[");
    return "http://" + (bare ? "[" + host + "]" : host) + ":" + port;
  }
}
