package io.framewise.connectors.settings;

import io.framewise.contract.UserError;

/**
 * A setting of a source as a command takes it: {@code KEY=VALUE}.
 *
 * @param key the key below the source
 * @param value its value
 */
public record GivenSetting(String key, String value) {

  /**
   * Takes it apart.
   *
   * @throws UserError when there is no key or no equals sign; does not show it
   */
  public static GivenSetting of(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new UserError(
          "--with takes KEY=VALUE, and something without a key or = was given",
          "write it without blanks around the =, such as --with max-rate=2");
    }
    return new GivenSetting(text.substring(0, equals), text.substring(equals + 1));
  }
}
