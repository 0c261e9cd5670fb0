package io.framewise.connectors.settings;

import io.framewise.platform.settings.Check;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What MQTT takes as a topic. */
public final class MqttTopics {

  private static final int LONGEST = 1024;
  // A + stands for a whole level, and # for all that follow.
  private static final Pattern FILTER = Pattern.compile("(#|\\+|[^/+#]*)(/(\\+|[^/+#]*))*(/#)?");
  private static final Pattern PLAIN = Pattern.compile("[^+#]+");

  private MqttTopics() {}

  /**
   * Checks what is subscribed to.
   *
   * @param key the setting, for errors
   * @throws IllegalArgumentException when it is none
   */
  static void requireFilter(String key, String filter) {
    require(key, filter, FILTER, "such as cameras/door/snapshot or cameras/+/snapshot");
  }

  /**
   * Checks what topics begin with.
   *
   * @param key the setting, for errors
   * @throws IllegalArgumentException when no topic can begin so
   */
  static void requirePrefix(String key, String prefix) {
    require(key, prefix, PLAIN, "such as framewise, without + and #");
  }

  private static void require(String key, String text, Pattern form, String example) {
    Check.given(key, text);
    boolean good =
        form.matcher(text).matches()
            && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST
            && text.chars().noneMatch(Character::isISOControl)
            && !text.startsWith("$");
    if (!good) {
      throw new IllegalArgumentException(key + " is no topic of MQTT " + example);
    }
  }
}
