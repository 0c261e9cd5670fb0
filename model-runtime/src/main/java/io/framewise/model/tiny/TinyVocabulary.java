package io.framewise.model.tiny;

import io.framewise.model.checkpoint.ByteAlphabet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tokens of the tiny tokenizer: the 256 bytes, some whole words with the merges that lead to them,
 * and InternVL's control tokens.
 */
final class TinyVocabulary {

  static final List<String> CONTROLS =
      List.of(
          "<|endoftext|>",
          "<|im_start|>",
          "<|im_end|>",
          "<img>",
          "</img>",
          "<IMG_CONTEXT>",
          "<quad>",
          "</quad>",
          "<ref>",
          "</ref>",
          "<box>",
          "</box>");

  private static final String WORDS_IN_TEXT =
      "red green blue yellow white black moves stops stands turns left right up down yes no car"
          + " person door line box screen button error empty full open closed the a is and of two"
          + " one three nothing something near far";

  private static final String WORDS_AT_START = "yes no Yes No red left right The";

  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private final List<List<String>> merges = new ArrayList<>();
  private final Set<Integer> words = new TreeSet<>();

  TinyVocabulary() {
    this(List.of(WORDS_IN_TEXT.split(" ")), List.of(WORDS_AT_START.split(" ")), List.of());
  }

  /**
   * A vocabulary with a token for each of some words.
   *
   * @param inText words that follow a space
   * @param atStart words that follow none
   * @param numbers numbers of two or three digits that are one token each
   */
  TinyVocabulary(List<String> inText, List<String> atStart, List<String> numbers) {
    ByteAlphabet.characters().forEach(this::add);
    // Words within a text first: an earlier merge wins, and theirs begin with the space.
    for (String word : inText) {
      addWord(ByteAlphabet.write(" " + word));
    }
    for (String word : atStart) {
      addWord(ByteAlphabet.write(word));
    }
    // Those that end in 0 last: "12" and "0", not "1" and "20".
    for (boolean round : new boolean[] {false, true}) {
      for (String number : numbers) {
        String beginning = number.substring(0, 2);
        if (beginning.endsWith("0") == round) {
          addWord(ByteAlphabet.write(beginning));
        }
      }
    }
    for (String number : numbers) {
      addWord(ByteAlphabet.write(number));
    }
    CONTROLS.forEach(this::add);
  }

  private int add(String token) {
    ids.putIfAbsent(token, ids.size());
    return ids.get(token);
  }

  private void addWord(List<String> characters) {
    String joined = characters.get(0);
    for (String next : characters.subList(1, characters.size())) {
      List<String> merge = List.of(joined, next);
      if (!merges.contains(merge)) {
        merges.add(merge);
      }
      joined += next;
      add(joined);
    }
    words.add(ids.get(joined));
  }

  int size() {
    return ids.size();
  }

  int id(String token) {
    return ids.get(token);
  }

  /** Id by token in the tokenizer's alphabet, without the control tokens. */
  Map<String, Integer> model() {
    Map<String, Integer> model = new LinkedHashMap<>(ids);
    CONTROLS.forEach(model::remove);
    return model;
  }

  List<List<String>> merges() {
    return merges;
  }

  /** Whether a token is a whole word. */
  boolean word(int id) {
    return words.contains(id);
  }

  /** Whether a token is readable by itself. */
  boolean readable(int id) {
    return word(id) || ByteAlphabet.printable(id);
  }
}
