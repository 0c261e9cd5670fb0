package io.framewise.platform.fit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tokens by their bytes, as a tree in arrays: a node, then all that begins with it, then the next.
 * Node 0 is the beginning, with no byte.
 */
final class TokenTrie {

  private final int size;
  private final byte[] label;
  private final int[] depth;
  private final int[] next;
  private final int[] firstToken;
  private final int[] tokens;
  private final int[] children = new int[256];

  /**
   * The tree of some tokens.
   *
   * @param bytes of all tokens by number
   * @param numbers those that are in it, each with at least one byte
   */
  TokenTrie(List<byte[]> bytes, IntStream numbers) {
    tokens =
        numbers
            .boxed()
            .sorted((a, b) -> Arrays.compareUnsigned(bytes.get(a), bytes.get(b)))
            .mapToInt(Integer::intValue)
            .toArray();
    int room = 1 + Arrays.stream(tokens).map(token -> bytes.get(token).length).sum();
    byte[] labels = new byte[room];
    int[] depths = new int[room];
    int[] firsts = new int[room + 1];
    int nodes = 1;
    byte[] before = new byte[0];
    for (int i = 0; i < tokens.length; i++) {
      byte[] here = bytes.get(tokens[i]);
      int shared = Math.max(0, Arrays.mismatch(before, here));
      boolean again = Arrays.equals(before, here);
      for (int at = again ? here.length : shared; at < here.length; at++) {
        labels[nodes] = here[at];
        depths[nodes] = at + 1;
        firsts[nodes] = i;
        nodes++;
      }
      // The node's own tokens are those before the first one of the node behind it.
      firsts[nodes] = i + 1;
      before = here;
    }
    size = nodes;
    label = Arrays.copyOf(labels, nodes);
    depth = Arrays.copyOf(depths, nodes);
    firstToken = Arrays.copyOf(firsts, nodes + 1);
    next = nextOf(depth);
    Arrays.fill(children, -1);
    for (int node = 1; node < size; node = next[node]) {
      children[label[node] & 0xFF] = node;
    }
  }

  /** For each node the first behind it that does not begin with it. */
  private static int[] nextOf(int[] depth) {
    int[] next = new int[depth.length];
    int[] open = new int[Arrays.stream(depth).max().orElse(0) + 2];
    Arrays.fill(open, depth.length);
    for (int node = depth.length - 1; node >= 0; node--) {
      next[node] = open[depth[node]];
      // What comes before it at this depth or below ends here.
      Arrays.fill(open, depth[node], open.length, node);
    }
    return next;
  }

  int size() {
    return size;
  }

  /** The byte of a node. */
  int label(int node) {
    return label[node] & 0xFF;
  }

  /** Bytes from the beginning to a node. */
  int depth(int node) {
    return depth[node];
  }

  /** Nodes whose first byte is one of some. */
  int beginningWith(ByteSet bytes) {
    int count = 0;
    for (int value = 0; value < children.length; value++) {
      if (children[value] > 0 && bytes.has(value)) {
        count += next[children[value]] - children[value];
      }
    }
    return count;
  }

  int deepest() {
    return Arrays.stream(depth).max().orElse(0);
  }

  /** The first node that does not begin with a node. */
  int next(int node) {
    return next[node];
  }

  int firstToken(int node) {
    return firstToken[node];
  }

  /** Behind the last of a node's own tokens. */
  int endOfTokens(int node) {
    return firstToken[node + 1];
  }

  int token(int place) {
    return tokens[place];
  }

  /** The node below another that a byte leads to; -1 for none. */
  int child(int node, int value) {
    if (node == 0) {
      return children[value];
    }
    for (int child = node + 1; child < next[node]; child = next[child]) {
      if (label(child) == value) {
        return child;
      }
    }
    return -1;
  }
}
