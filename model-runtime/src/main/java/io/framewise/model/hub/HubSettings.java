package io.framewise.model.hub;

import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where models come from and where they are kept. Read from the environment variables that all
 * Hugging Face tools know, with the meaning that they have there.
 *
 * @param cache folder of the repositories
 * @param endpoint base address of the hub, without a slash at the end
 * @param token who asks
 * @param offline whether only the cache may be used
 * @param symlinks whether snapshots link to the blobs, or hold copies
 */
record HubSettings(
    Path cache, URI endpoint, Optional<Secret> token, boolean offline, boolean symlinks) {

  private static final String DEFAULT_ENDPOINT = "https://huggingface.co";
  private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");
  private static final int LONGEST_TOKEN = 4096;

  /**
   * Reads the variables.
   *
   * @throws UserError when one of them cannot be used
   */
  static HubSettings of(Map<String, String> environment) {
    Path home =
        path(environment, HubVariable.HF_HOME.name())
            .orElseGet(
                () ->
                    path(environment, "XDG_CACHE_HOME")
                        .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("huggingface"));
    Path cache =
        path(environment, HubVariable.HF_HUB_CACHE.name())
            .or(() -> path(environment, "HUGGINGFACE_HUB_CACHE"))
            .orElse(home.resolve("hub"));
    return new HubSettings(
        cache,
        endpoint(given(environment, HubVariable.HF_ENDPOINT.name()).orElse(DEFAULT_ENDPOINT)),
        token(environment, home),
        truth(environment, HubVariable.HF_HUB_OFFLINE.name()),
        !truth(environment, HubVariable.HF_HUB_DISABLE_SYMLINKS.name()));
  }

  private static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static boolean truth(Map<String, String> environment, String name) {
    return given(environment, name).map(text -> text.toUpperCase(Locale.ROOT)).stream()
        .anyMatch(TRUE::contains);
  }

  private static Optional<Path> path(Map<String, String> environment, String name) {
    return given(environment, name)
        .map(text -> text.replaceFirst("^~(?=/|$)", System.getProperty("user.home")))
        .map(text -> Path.of(text).toAbsolutePath().normalize());
  }

  private static URI endpoint(String text) {
    try {
      URI uri = URI.create(text.replaceFirst("/+$", ""));
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getQuery() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below without the text, which may hold a password.
    }
    throw new UserError(
        "HF_ENDPOINT is not the address of a hub", "give one such as " + DEFAULT_ENDPOINT);
  }

  private static Optional<Secret> token(Map<String, String> environment, Path home) {
    Optional<String> given =
        given(environment, HubVariable.HF_TOKEN.name())
            .or(() -> given(environment, "HUGGING_FACE_HUB_TOKEN"));
    Optional<String> token =
        given.or(
            () ->
                stored(
                    path(environment, HubVariable.HF_TOKEN_PATH.name())
                        .orElse(home.resolve("token"))));
    // The HTTP client would put a token that is no header value into its error.
    if (token.filter(text -> !text.matches("[!-~]+")).isPresent()) {
      throw new UserError(
          "the Hugging Face token holds blanks or letters that no token has",
          "set HF_TOKEN to a token as the hub shows it");
    }
    return token.map(Secret::of);
  }

  private static Optional<String> stored(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_TOKEN) {
        return Optional.empty();
      }
      return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
    } catch (IOException e) {
      throw new UserError(
          "the Hugging Face token in " + file + " cannot be read",
          "put that file right, or set HF_TOKEN",
          e);
    }
  }

  /** The hub's name in messages. */
  String host() {
    return endpoint.getHost() + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
  }
}
