package io.framewise.connectors.discover;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The lines by which streams become sources, each of a name of its own. Confined to one thread. */
final class PasteLines {

  private static final int LONGEST_NAME = 40;
  private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");
  private static final Pattern ENDS = Pattern.compile("^-|-$");

  private final boolean withPassword;
  private final String password;
  private final Set<String> names = new HashSet<>();

  /**
   * Lines for streams that one user may see.
   *
   * @param password where the password is to be found, as a reference; empty for none
   */
  PasteLines(String password) {
    this.password = password;
    this.withPassword = !password.isEmpty();
  }

  /** The line that adds a stream to the sources. */
  String add(Finding finding, Profile profile, String address) {
    String base = plain(finding.name().isEmpty() ? "camera" : finding.name());
    String name = finding.profiles().size() == 1 ? base : base + "-" + plain(profile.name());
    return "framewise sources add "
        + unique(name)
        + " "
        + quoted(address)
        + (withPassword ? " --with " + quoted("password=" + password) : "");
  }

  /** The line that asks a question of a stream here and now. */
  static String watch(String address) {
    return "framewise watch " + quoted(address) + " \"What is to be seen?\"";
  }

  private String unique(String wanted) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + "-" + i;
    }
    return name;
  }

  private static String plain(String text) {
    String dashed = OTHER.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("-");
    String cut = dashed.substring(0, Math.min(LONGEST_NAME / 2, dashed.length()));
    String name = ENDS.matcher(cut).replaceAll("");
    return name.isEmpty() ? "camera" : name;
  }

  /** Addresses hold no quotes, see {@link StreamSaid}; references may. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
