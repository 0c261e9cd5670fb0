package io.framewise.model.tiny;

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
    ByteAlphabet.characters().forEach(this::add);
    // Words within a text first: an earlier merge wins, and theirs begin with the space.
    for (String word : WORDS_IN_TEXT.split(" ")) {
      addWord(ByteAlphabet.write(" " + word));
    }
    for (String word : WORDS_AT_START.split(" ")) {
      addWord(ByteAlphabet.write(word));
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
