package io.framewise.platform.fit;

import io.framewise.platform.fit.Term.Repeat;
import io.framewise.platform.fit.Term.Sequence;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A grammar in a model's tokens. Remembers what it found out about each place of a text, so the
 * answers of one question should share one. Not safe for use by several threads.
 */
public final class Fitting {

  /** Of a large vocabulary 20 megabytes; what is forgotten is found out anew. */
  private static final int MOST_KEPT = 1000;

  private static final int MOST_STATES = 50_000;
  private static final int LONGEST_FORCED = 4096;

  /** Nodes of the tree of tokens. */
  private static final int NARROW = 4096;

  private static final int[] NONE = {};

  private final Terms terms;
  private final Vocabulary vocabulary;
  private final Term root;
  private final Term jsonCharacter;
  private final Map<Term, State> states = new HashMap<>();
  private int kept;

  /** A grammar in the tokens of a vocabulary. The grammar belongs to it from now on. */
  public Fitting(Grammar grammar, Vocabulary vocabulary) {
    terms = grammar.terms();
    root = grammar.root();
    jsonCharacter = grammar.jsonCharacter();
    this.vocabulary = vocabulary;
  }

  /**
   * Begins a text.
   *
   * @param limit tokens that it may have, the one that ends it included
   * @throws SchemaRefusedException when no text has so few
   */
  public FittedText begin(int limit) {
    checkLimit(limit);
    return new FittedText(this, limit);
  }

  /**
   * Checks that some text has so few tokens.
   *
   * @throws SchemaRefusedException when none has
   */
  public void checkLimit(int limit) {
    int least = shortest();
    if (least > limit) {
      throw new SchemaRefusedException(
          "",
          "its shortest answer takes " + least + " tokens, the limit is " + limit,
          "raise the limit, or ask for less");
    }
  }

  /** Tokens of the shortest text, the one that ends it included. */
  public int shortest() {
    return need(state(root));
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  State beginning() {
    return state(root);
  }

  /** The place itself, or the one that took its place when places were forgotten. */
  State current(State state) {
    return state(state.term);
  }

  private State state(Term term) {
    if (kept > MOST_KEPT || states.size() > MOST_STATES) {
      states.clear();
      terms.forget();
      kept = 0;
    }
    return states.computeIfAbsent(term, State::new);
  }

  private State after(State state, int value) {
    State known = state.next == null ? null : state.next[value];
    if (known == null) {
      known = states.computeIfAbsent(terms.after(state.term, value), State::new);
      state.put(value, known);
    }
    return known;
  }

  /** Where a token leads. */
  State after(State state, long token) {
    State left = state;
    for (byte value : vocabulary.bytes((int) token)) {
      left = after(left, value & 0xFF);
    }
    return left;
  }

  /** The fewest tokens that end the text, but for the end itself. */
  int[] closing(State state) {
    if (state.closing == null) {
      state.closing = vocabulary.fewest(Terms.shortest(state.term));
    }
    return state.closing;
  }

  /** How many tokens it takes to end the text, the end included. */
  int need(State state) {
    // So long that it is over the limit of any answer, and too long to write.
    return state.term.shortest() > Term.LONGEST ? state.term.shortest() : closing(state).length + 1;
  }

  /** Whether a token may come, after which the text can still be ended with so many. */
  boolean fits(State state, long token, int left) {
    if (token == vocabulary.end()) {
      return state.term.empty();
    }
    if (!vocabulary.isText(token)) {
      return false;
    }
    State reached = state;
    for (byte value : vocabulary.bytes((int) token)) {
      reached = after(reached, value & 0xFF);
      if (reached.dead()) {
        return false;
      }
    }
    // A byte takes a token at most, the end one more.
    return reached.term.shortest() < left || need(reached) <= left;
  }

  /** Whether so few tokens begin with what may come that it is little to look at all of them. */
  boolean narrow(State state) {
    return state.moves != null || vocabulary.all().beginningWith(state.term.first()) <= NARROW;
  }

  /** The tokens after which the text can still be ended with so many. */
  long[] allowed(State state, int left) {
    if (state.moves == null) {
      state.moves = moves(state);
      kept++;
    }
    return state.moves.within(left, this::need);
  }

  private Moves moves(State state) {
    Moves moves = new Moves(vocabulary, state.term.empty());
    int run = run(state.term);
    if (run > 0) {
      State[] plain = new State[Math.min(run, vocabulary.longestPlain())];
      for (int i = 0; i < plain.length; i++) {
        plain[i] = afterPlain(state.term, i + 1);
      }
      moves.addPlain(plain);
    }
    walk(state, run > 0 ? vocabulary.special() : vocabulary.all(), moves);
    return moves;
  }

  /** How many characters of a JSON string may follow at once, whichever they are. */
  private int run(Term term) {
    Term head = term instanceof Sequence sequence ? sequence.head : term;
    return head instanceof Repeat repeat && repeat.term == jsonCharacter ? repeat.most : 0;
  }

  private State afterPlain(Term term, int count) {
    Term head = term instanceof Sequence sequence ? sequence.head : term;
    Repeat string = (Repeat) head;
    Term rest = terms.repeat(jsonCharacter, Math.max(0, string.least - count), string.most - count);
    Term tail = term instanceof Sequence sequence ? sequence.tail : Terms.EMPTY;
    return states.computeIfAbsent(terms.then(rest, tail), State::new);
  }

  private void walk(State state, TokenTrie trie, Moves moves) {
    State[] path = new State[trie.deepest() + 1];
    path[0] = state;
    int node = 1;
    while (node < trie.size()) {
      int depth = trie.depth(node);
      State reached = after(path[depth - 1], trie.label(node));
      if (reached.dead()) {
        node = trie.next(node);
      } else {
        path[depth] = reached;
        for (int i = trie.firstToken(node); i < trie.endOfTokens(node); i++) {
          moves.add(trie.token(i), reached);
        }
        node++;
      }
    }
  }

  /**
   * The tokens that must come because their bytes must; none where several may. A token that may go
   * on beyond the last byte that must come is left to the model.
   */
  int[] forced(State state) {
    if (state.forced == null) {
      state.forced = findForced(state);
    }
    return state.forced;
  }

  private int[] findForced(State state) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    State last = state;
    while (!last.term.empty() && last.term.first().count() == 1 && out.size() < LONGEST_FORCED) {
      int value = last.term.first().first();
      out.write(value);
      last = after(last, value);
    }
    if (out.size() == 0) {
      return NONE;
    }
    byte[] bytes = out.toByteArray();
    int[] tokens = vocabulary.encode(bytes);
    int at = 0;
    for (int i = 0; i < tokens.length; i++) {
      if (goesOn(bytes, at, last)) {
        return Arrays.copyOf(tokens, i);
      }
      at += vocabulary.bytes(tokens[i]).length;
    }
    return tokens;
  }

  /** Whether some token has all bytes from a place on, and more that may follow. */
  private boolean goesOn(byte[] bytes, int from, State last) {
    TokenTrie trie = vocabulary.all();
    int node = 0;
    for (int i = from; i < bytes.length && node >= 0; i++) {
      node = trie.child(node, bytes[i] & 0xFF);
    }
    if (node < 0) {
      return false;
    }
    State[] path = new State[trie.deepest() + 1];
    path[trie.depth(node)] = last;
    int end = trie.next(node);
    int below = node + 1;
    while (below < end) {
      State reached = after(path[trie.depth(below) - 1], trie.label(below));
      if (reached.dead()) {
        below = trie.next(below);
      } else if (trie.firstToken(below) < trie.endOfTokens(below)) {
        return true;
      } else {
        path[trie.depth(below)] = reached;
        below++;
      }
    }
    return false;
  }
}
