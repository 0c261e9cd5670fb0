package io.framewise.contract;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The secrets that this process was given, to know them again in what others say. */
public final class KnownSecrets {

  private static final String MASK = "***";
  private static final Set<String> GIVEN = ConcurrentHashMap.newKeySet();

  /** From the first quotation mark of a kind to the last, as what is quoted may hold some too. */
  private static final Pattern QUOTED = Pattern.compile("(?s)(['\"]).*\\1");

  private static final Pattern QUOTES = Pattern.compile("['\"]");
  private static final Pattern ESCAPED = Pattern.compile("(?s)\\\\.");
  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]");

  private KnownSecrets() {}

  /** Remembers a secret. */
  public static void add(String secret) {
    GIVEN.add(secret);
  }

  /**
   * A text of somebody else, such as the message of a parser, without what it quotes of any secret:
   * a piece of one is enough, with or without its escapes.
   */
  public static String hideQuotedIn(String text) {
    return QUOTED
        .matcher(text)
        .replaceAll(
            quoted ->
                QUOTES.splitAsStream(quoted.group()).anyMatch(KnownSecrets::isPartOfOne)
                    ? MASK
                    : Matcher.quoteReplacement(quoted.group()));
  }

  private static boolean isPartOfOne(String piece) {
    String plain = withoutSigns(piece);
    return !plain.isEmpty()
        && GIVEN.stream()
            .anyMatch(
                secret ->
                    withoutSigns(secret).contains(plain)
                        || withoutSigns(ESCAPED.matcher(secret).replaceAll("")).contains(plain));
  }

  private static String withoutSigns(String text) {
    return SIGNS.matcher(text).replaceAll("");
  }
}
