package io.framewise.connectors.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the name of a picture's file says of the picture: the named groups of a regular expression
 * over the whole name. A name that does not match says nothing.
 *
 * @param pattern the expression
 * @param groups names of its groups
 */
public record NamePattern(Pattern pattern, List<String> groups) {

  private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");
  private static final int MAX_LENGTH = 200;

  /**
   * Reads an expression; without one every name says nothing.
   *
   * @throws IllegalArgumentException when it is no regular expression or names no group
   */
  public static NamePattern of(String written) {
    if (written.isEmpty()) {
      return new NamePattern(Pattern.compile(""), List.of());
    }
    if (written.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "name-pattern is longer than " + MAX_LENGTH + " characters");
    }
    try {
      Pattern pattern = Pattern.compile(written);
      List<String> groups = groups(written);
      if (groups.isEmpty()) {
        throw new IllegalArgumentException("name-pattern names no group such as (?<part>[^_]+)");
      }
      return new NamePattern(pattern, groups);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "name-pattern is no regular expression: " + e.getDescription(), e);
    }
  }

  /** What a file's name gives; its ending, from the last dot on, does not count. */
  public Map<String, String> attributes(String fileName) {
    Map<String, String> attributes = new TreeMap<>();
    int dot = fileName.lastIndexOf('.');
    Matcher matcher = pattern.matcher(dot < 0 ? fileName : fileName.substring(0, dot));
    if (matcher.matches()) {
      for (String group : groups) {
        if (matcher.group(group) != null) {
          attributes.put(group, matcher.group(group));
        }
      }
    }
    return attributes;
  }

  private static List<String> groups(String written) {
    List<String> groups = new ArrayList<>();
    Matcher matcher = GROUP.matcher(written);
    while (matcher.find()) {
      if (isGroup(matcher.group(1), written)) {
        groups.add(matcher.group(1));
      }
    }
    return groups;
  }

  /**
   * Whether the expression has a group of that name; what looks like one may be escaped. Only a
   * match can be asked for its groups, and with an empty alternative first there is one.
   */
  private static boolean isGroup(String name, String written) {
    Matcher matcher = Pattern.compile("|" + written).matcher("");
    try {
      return matcher.matches() && matcher.start(name) < 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
