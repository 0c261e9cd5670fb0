package io.framewise.model.hub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a model on the hub.
 *
 * @param owner user or organisation
 * @param name the model's own name
 * @param revision branch, tag or commit
 */
record HubName(String owner, String name, String revision) {

  private static final String WORD = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?";
  private static final Pattern FORM =
      Pattern.compile("(" + WORD + ")/(" + WORD + ")(?:@([A-Za-z0-9][A-Za-z0-9._/-]{0,127}))?");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final String MAIN = "main";

  /**
   * Reads {@code owner/name} or {@code owner/name@revision}; nothing when it is not of the form.
   */
  static Optional<HubName> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || text.contains("..") || text.contains("//") || text.endsWith("/")) {
      return Optional.empty();
    }
    String name = form.group(2);
    // Two dashes stand for the slash in the cache, so the hub has no such names.
    if ((form.group(1) + "/" + name).contains("--") || name.endsWith(".git")) {
      return Optional.empty();
    }
    String revision = form.group(3) == null ? MAIN : form.group(3);
    return Optional.of(new HubName(form.group(1), name, revision));
  }

  static boolean isCommit(String revision) {
    return COMMIT.matcher(revision).matches();
  }

  /** The name without the revision, as the hub writes it. */
  String repository() {
    return owner + "/" + name;
  }

  @Override
  public String toString() {
    return revision.equals(MAIN) ? repository() : repository() + "@" + revision;
  }
}
