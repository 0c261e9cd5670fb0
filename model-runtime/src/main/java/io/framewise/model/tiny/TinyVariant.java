package io.framewise.model.tiny;

import io.framewise.model.checkpoint.ModelConfig;
import io.framewise.model.checkpoint.RotaryConfig;
import io.framewise.model.checkpoint.TextConfig;
import io.framewise.model.checkpoint.VisionConfig;

/** The kinds of InternVL that there are in large, each in small. */
public enum TinyVariant {
  /** As InternVL3 up to 14B: InternViT-300M, which has biases and LayerNorm, and Qwen2. */
  SMALL("InternViT-300M, Qwen2"),
  /**
   * As InternVL3-38B and 78B: InternViT-6B, which norms queries and keys, has RMSNorm, no biases.
   */
  LARGE("InternViT-6B, Qwen2"),
  /** As InternVL3-9B: InternLM3, which is Llama with positions of its own and without biases. */
  INTERNLM("InternViT-300M, InternLM3"),
  /** As InternVL3.5: Qwen3, which norms queries and keys head by head and has no biases there. */
  QWEN3("InternViT-300M, Qwen3"),
  /** As SMALL, the embedding being the head too. */
  TIED("InternViT-300M, Qwen2, tied head"),
  /** As SMALL, trained on 64 tokens, so that ordinary prompts need its scaled positions. */
  SCALED("InternViT-300M, Qwen2, beyond its positions");

  private static final double EPSILON = 1e-6;

  private final String like;

  TinyVariant(String like) {
    this.like = like;
  }

  /** What it is like, in words. */
  public String like() {
    return like;
  }

  boolean queryKeyNorm() {
    return this == LARGE;
  }

  boolean textBias() {
    return this != INTERNLM && this != QWEN3;
  }

  boolean tied() {
    return this == TIED;
  }

  /** Name of the language model's kind in config.json. */
  String family() {
    return switch (this) {
      case INTERNLM -> "llama";
      case QWEN3 -> "qwen3";
      case SMALL, LARGE, TIED, SCALED -> "qwen2";
    };
  }

  ModelConfig config(int vocabulary) {
    VisionConfig vision = new VisionConfig(112, 14, 64, 2, 2, 4, 128, this == LARGE, EPSILON);
    double epsilon = this == INTERNLM ? 1e-5 : EPSILON;
    // In large, heads of Qwen3 are wider than their share of the whole.
    int head = this == QWEN3 ? 24 : 16;
    TextConfig text =
        new TextConfig(
            128, 3, 8, 2, head, 256, vocabulary, epsilon, rotary(), this == QWEN3, !tied());
    return new ModelConfig(vision, text);
  }

  private RotaryConfig rotary() {
    return switch (this) {
      case INTERNLM -> new RotaryConfig(50_000_000, 4096, 6);
      case SCALED -> new RotaryConfig(1_000_000, 64, 4);
      case QWEN3 -> new RotaryConfig(1_000_000, 4096, 1);
      case SMALL, LARGE, TIED -> new RotaryConfig(1_000_000, 4096, 2);
    };
  }
}
