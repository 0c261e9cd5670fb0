package io.framewise.platform.settings;

import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where a secret is to be found, for texts that others can read, such as records on a topic: {@code
 * env:NAME} is an environment variable, {@code file:PATH} the first line of a file. It is looked up
 * anew each time, so that a changed password needs no restart.
 *
 * @param text the reference; empty for no secret
 */
public record SecretReference(String text) {

  private static final Pattern FORM = Pattern.compile("(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)?");

  /** No secret. */
  public static final SecretReference NONE = new SecretReference("");

  private static final String ENVIRONMENT = "env:";
  private static final String FILE = "file:";
  private static final long MOST_BYTES = 64 * 1024;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException when it is none of the two; does not show it
   */
  public SecretReference {
    text = text == null ? "" : text.strip();
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must say where it is: env:NAME for an environment variable, file:PATH for a file. What was given is not shown, as it may be the password itself");
    }
  }

  /**
   * The secret itself.
   *
   * @param environment the variables of the process
   * @throws UserError when it is not where the reference says
   */
  public Secret resolve(Map<String, String> environment) {
    if (text.isEmpty()) {
      return Secret.NONE;
    }
    if (text.startsWith(ENVIRONMENT)) {
      String name = text.substring(ENVIRONMENT.length());
      String value = environment.get(name);
      if (value == null) {
        throw new UserError(
            "there is no environment variable " + name,
            "set it for the process that captures, or name another with password: env:NAME");
      }
      return Secret.of(value);
    }
    return fromFile(Path.of(text.substring(FILE.length())));
  }

  private static Secret fromFile(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("too large");
      }
      return Secret.of(Files.readString(file).lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new UserError(
          "the file of a password, " + file + ", cannot be read",
          "put the password on its first line, for this process to read",
          e);
    }
  }
}
