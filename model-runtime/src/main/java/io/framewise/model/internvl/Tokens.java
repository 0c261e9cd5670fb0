package io.framewise.model.internvl;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.framewise.contract.UserError;
import io.framewise.model.checkpoint.ConfigSection;
import io.framewise.platform.fit.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
  private final long[] beginning;
  private final TokenizerFiles files;
  private Vocabulary vocabulary;

  private Tokens(HuggingFaceTokenizer tokenizer, AddedTokens added, TokenizerFiles files) {
    this.tokenizer = tokenizer;
    this.added = added;
    this.files = files;
    beginning = beginning(files);
    Set<Long> told = StopTokens.of(files);
    stops =
        Stream.concat(present(END, PADDING, TURN, "</s>").stream(), told.stream())
            .collect(Collectors.toUnmodifiableSet());
    controls = present(END, PADDING, TURN, "<s>", "</s>", PICTURE, PICTURE_END, VISUAL);
  }

  /**
   * Opens the tokenizer of a checkpoint directory.
   *
   * @throws UserError when it is not there, or lacks a token that the prompt format needs
   */
  public static Tokens open(Path directory) {
    DjlEnvironment.prepare();
    TokenizerFiles files = new TokenizerFiles(directory);
    byte[] json = files.json();
    AddedTokens added = AddedTokens.read(json);
    for (String name : List.of(TURN, END, PICTURE, PICTURE_END, VISUAL)) {
      if (added.id(name) == null) {
        throw new UserError(
            directory + ": the tokenizer has no token " + name,
            "give the tokenizer of an InternVL checkpoint");
      }
    }
    checkPictureToken(files, added);
    HuggingFaceTokenizer tokenizer = load(directory, json);
    try {
      return new Tokens(tokenizer, added, files);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /**
   * The weights were trained with pictures in the place of one token; the tokenizer must mean it.
   */
  private static void checkPictureToken(TokenizerFiles files, AddedTokens added) {
    Optional<ConfigSection> config = files.section("config.json");
    for (String key : List.of("image_token_id", "img_context_token_id")) {
      if (config.isPresent() && config.get().has(key)) {
        int told = config.get().number(key);
        if (told != added.id(VISUAL)) {
          throw config
              .get()
              .unusable(
                  key + " is " + told + ", the tokenizer's " + VISUAL + " is " + added.id(VISUAL));
        }
      }
    }
  }

  private static HuggingFaceTokenizer load(Path directory, byte[] json) {
    try {
      // Without the two switches DJL cuts every text at 512 tokens.
      Map<String, String> options = Map.of("truncation", "false", "padding", "false");
      return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options);
    } catch (IOException | RuntimeException e) {
      throw new UserError(
          directory + ": the tokenizer cannot be used: " + e.getMessage(),
          "copy the checkpoint again",
          e);
    }
  }

  /** InternLM's prompts begin with a token of their own, Qwen's do not; the files tell. */
  private long[] beginning(TokenizerFiles files) {
    Optional<ConfigSection> config = files.section("tokenizer_config.json");
    if (config.isPresent() && config.get().has("add_bos_token")) {
      boolean told = config.get().flag("add_bos_token");
      Long id = added.id(named(config.get(), "bos_token"));
      return told && id != null ? new long[] {id} : new long[0];
    }
    long turn = control(TURN);
    return Arrays.stream(tokenizer.encode(TURN, true, false).getIds())
        .takeWhile(id -> id != turn)
        .toArray();
  }

  /** A token of tokenizer_config.json: its text, alone or in an object with its options. */
  private static String named(ConfigSection config, String key) {
    boolean described = config.node().path(key).isObject();
    return described ? config.section(key).text("content", "") : config.text(key, "");
  }

  /**
   * Fails unless a model knows the tokens that prompts are made of.
   *
   * @param vocabulary rows of the model's embedding
   */
  public void checkFit(int vocabulary) {
    for (String name : List.of(TURN, END, PICTURE, PICTURE_END, VISUAL)) {
      if (control(name) >= vocabulary) {
        throw new UserError(
            "the tokenizer's "
                + name
                + " is number "
                + control(name)
                + ", the model knows "
                + vocabulary
                + " tokens",
            "copy the tokenizer and the weights of one and the same checkpoint");
      }
    }
  }

  /** What a prompt begins with, before its first turn. */
  long[] beginning() {
    return beginning.clone();
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

  /**
   * Tokens of a text that follows a control token; what looks like one in it is text like the rest.
   * Marks of things and places, such as {@code <ref>}, are tokens.
   */
  public long[] plain(String text) {
    return added.cut(text).stream()
        .filter(piece -> !piece.isEmpty())
        .flatMapToLong(this::afterControl)
        .toArray();
  }

  /** Some tokenizers treat the beginning of all text differently: so it is not at the beginning. */
  private LongStream afterControl(String piece) {
    long turn = control(TURN);
    return Arrays.stream(tokenizer.encode(TURN + piece, false, false).getIds())
        .dropWhile(id -> id != turn)
        .skip(1);
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

  /** The tokens that are text, by their bytes; read when first asked for, by one thread. */
  public Vocabulary vocabulary() {
    if (vocabulary == null) {
      vocabulary = new Vocabulary(TokenBytes.read(files.json(), added), control(END), this::plain);
    }
    return vocabulary;
  }

  /** The bytes that a token stands for; none of a control token. By one thread. */
  public byte[] bytes(long id) {
    return isControl(id) ? new byte[0] : vocabulary().bytes(id);
  }

  boolean isControl(long id) {
    return controls.contains(id);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
