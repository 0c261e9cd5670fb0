package io.framewise.model.internvl;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.framewise.platform.lifecycle.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The checkpoint's tokenizer. Text never becomes a control token, whatever is written in it;
 * control tokens are asked for by name.
 */
public final class Tokens implements AutoCloseable {

  /** Begins a turn. */
  public static final String TURN = "<|im_start|>";

  /** Ends a turn. */
  public static final String END = "<|im_end|>";

  /** Precedes the tokens of a picture. */
  public static final String PICTURE = "<img>";

  /** Follows the tokens of a picture. */
  public static final String PICTURE_END = "</img>";

  /** Stands for one visual row. */
  public static final String VISUAL = "<IMG_CONTEXT>";

  private static final String PADDING = "<|endoftext|>";

  /** What decoding gives for bytes that are no character. */
  static final char PARTIAL = '\uFFFD';

  private final HuggingFaceTokenizer tokenizer;
  private final AddedTokens added;
  private final Set<Long> stops;
  private final Set<Long> controls;

  private Tokens(HuggingFaceTokenizer tokenizer, AddedTokens added) {
    this.tokenizer = tokenizer;
    this.added = added;
    stops = present(END, PADDING, TURN, "</s>");
    controls = present(END, PADDING, TURN, "</s>", PICTURE, PICTURE_END, VISUAL);
  }

  /**
   * Opens tokenizer.json of a checkpoint directory.
   *
   * @throws UserError when it is not there, or lacks a token that the prompt format needs
   */
  public static Tokens open(Path directory) {
    DjlEnvironment.prepare();
    Path file = directory.resolve("tokenizer.json");
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          "model directory " + directory + " has no tokenizer.json",
          "take it from the checkpoint's -hf edition");
    }
    AddedTokens added = AddedTokens.read(file);
    for (String name : List.of(TURN, END, PICTURE, PICTURE_END, VISUAL)) {
      if (added.id(name) == null) {
        throw new UserError(
            file + " has no token " + name, "give the tokenizer of an InternVL checkpoint");
      }
    }
    return new Tokens(load(directory), added);
  }

  private static HuggingFaceTokenizer load(Path directory) {
    try {
      // Without the two switches DJL cuts every text at 512 tokens.
      return HuggingFaceTokenizer.builder()
          .optTokenizerPath(directory)
          .optAddSpecialTokens(false)
          .optTruncation(false)
          .optPadding(false)
          .build();
    } catch (IOException e) {
      throw new UserError(
          directory + ": tokenizer.json cannot be used", "copy the checkpoint again", e);
    }
  }

  private Set<Long> present(String... names) {
    return Stream.of(names)
        .map(added::id)
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Id of a control token that every InternVL tokenizer has. */
  public long control(String name) {
    return Objects.requireNonNull(added.id(name), name);
  }

  /** Tokens that end an answer. */
  public boolean stops(long id) {
    return stops.contains(id);
  }

  /** Tokens of a text; what looks like a control token in it is text like the rest. */
  public long[] plain(String text) {
    return added.cut(text).stream()
        .filter(piece -> !piece.isEmpty())
        .flatMapToLong(piece -> Arrays.stream(tokenizer.encode(piece, false, false).getIds()))
        .toArray();
  }

  /**
   * The text of generated tokens, without control tokens and without the beginning of a character
   * that was cut off at the end.
   */
  public String text(LongStream ids) {
    return withoutCutEnd(decoded(ids.boxed().toList())).strip();
  }

  /** The text of tokens as it is, but without control tokens. */
  String decoded(List<Long> ids) {
    long[] kept =
        ids.stream().mapToLong(Long::longValue).filter(id -> !controls.contains(id)).toArray();
    return kept.length == 0 ? "" : tokenizer.decode(kept, false);
  }

  /** A text without the beginning of a character that was cut off at its end. */
  static String withoutCutEnd(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == PARTIAL) {
      end--;
    }
    return text.substring(0, end);
  }

  boolean isControl(long id) {
    return controls.contains(id);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
