package io.framewise.model.chat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.generate.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The slow and plain way to an answer: the whole prompt as one text, tokenised at once with its
 * control tokens as text, and all of it through the model again for every token.
 */
final class Reference implements AutoCloseable {

  static final String SYSTEM = "You answer questions about pictures.";

  private static final int TOKENS_PER_TILE = 16;

  private final TinyModel tiny;
  private final HuggingFaceTokenizer tokenizer;

  Reference(TinyModel tiny, Path directory) throws IOException {
    this.tiny = tiny;
    tokenizer =
        HuggingFaceTokenizer.builder()
            .optTokenizerPath(directory)
            .optAddSpecialTokens(false)
            .optTruncation(false)
            .optPadding(false)
            .build();
  }

  /** What stands for a picture in a prompt. */
  static String image(int tiles) {
    return "<img>" + "<IMG_CONTEXT>".repeat(tiles * TOKENS_PER_TILE) + "</img>";
  }

  static String system() {
    return "<|im_start|>system\n" + SYSTEM + "<|im_end|>\n";
  }

  static String user(String text) {
    return "<|im_start|>user\n" + text + "<|im_end|>\n<|im_start|>assistant\n";
  }

  List<Long> ids(String text) {
    return Arrays.stream(tokenizer.encode(text, false, false).getIds()).boxed().toList();
  }

  /** The likeliest tokens after a prompt, until a turn ends. */
  List<Long> answer(List<Long> prompt, List<PictureTiles> pictures, int most) {
    List<Long> all = new ArrayList<>(prompt);
    while (all.size() < prompt.size() + most) {
      float[] logits = tiny.logitsOf(all.stream().mapToLong(Long::longValue).toArray(), pictures);
      int best = 0;
      for (int i = 1; i < logits.length; i++) {
        best = logits[i] > logits[best] ? i : best;
      }
      if (tiny.tokens().stops(best)) {
        break;
      }
      all.add((long) best);
    }
    return all.subList(prompt.size(), all.size());
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
