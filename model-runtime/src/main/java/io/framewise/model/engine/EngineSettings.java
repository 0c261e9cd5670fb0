package io.framewise.model.engine;

import io.framewise.model.internvl.ComputeOptions;
import io.framewise.model.internvl.ComputeType;
import io.framewise.model.internvl.Devices;
import io.framewise.model.internvl.PromptFormat;
import io.framewise.model.internvl.Quantization;
import io.framewise.platform.settings.Check;
import io.framewise.platform.settings.Setting;

/**
 * How the model runs. A group of the model section of the settings.
 *
 * @param systemMessage text of the system turn
 * @param computeType number type
 * @param quantize bits of the weights
 * @param device where it runs, see {@link Devices#parse}
 * @param threads of one operation in libtorch
 * @param contextLength upper bound of prompt plus answer
 * @param tilesAtOnce of the vision tower
 * @param pictureCacheMb megabytes of visual rows that are kept
 * @param cacheTokens tokens whose keys and values are held
 */
public record EngineSettings(
    @Setting(
            value = PromptFormat.DEFAULT_SYSTEM,
            doc =
                "Text of the system turn; the model's own unless changed. A blank: no system turn.")
        String systemMessage,
    @Setting(
            value = "float32",
            doc =
                "Numbers the model computes in: float32, or bfloat16 or float16 for half the memory."
                    + " float16 is for GPUs, most CPUs are slow with it.")
        ComputeType computeType,
    @Setting(
            value = "none",
            doc =
                "Bits of the model's weights: int8 (language model and vision tower, which then compute"
                    + " in eight bits) or int4 (language model) for less memory and faster answers,"
                    + " none for the computing type's own. CPU only.")
        Quantization quantize,
    @Setting(
            value = "cpu",
            doc = "Where the model runs: cpu, cuda:0, or cuda:0,cuda:1 to share the layers.")
        String device,
    @Setting(
            value = "0",
            doc = "Threads of one operation; 0: one a core, or just one for a tiny model.")
        int threads,
    @Setting(
            value = "0",
            doc =
                "Longest prompt plus answer in tokens; 0 takes the length the checkpoint was trained on."
                    + " More than that only where the checkpoint scales its positions, by their factor at most.")
        int contextLength,
    @Setting(
            value = "1",
            doc = "Tiles that go through the vision tower at once. On a CPU one is fastest.")
        int tilesAtOnce,
    @Setting(
            value = "256",
            doc =
                "Megabytes, where the model runs, for what the vision tower made of pictures: one that"
                    + " comes again, as in windows that overlap, is not looked at again. A tile takes 0.9 MB of"
                    + " InternVL3-1B, 3.7 of the 8B, half of that in 16 bits. 0: nothing is kept.")
        int pictureCacheMb,
    @Setting(
            value = "0",
            doc =
                "Tokens of all requests that run side by side, and of the beginnings of earlier ones that"
                    + " are kept. Memory is taken as it is used, once: 12 KB a token of InternVL3-1B in 16 bits,"
                    + " 57 KB of the 8B, twice that in float32. 0: 32,768, or the longest prompt plus answer"
                    + " where that is more.")
        int cacheTokens) {

  private static final int MOST_THREADS = 1024;
  private static final int LONGEST = 1 << 20;
  private static final int MOST_TILES = 256;
  private static final int MOST_CACHE_MB = 1 << 20;
  private static final int MOST_CACHE_TOKENS = 1 << 24;
  private static final long MEGABYTE = 1 << 20;

  /** Checks the bounds. */
  public EngineSettings {
    Devices.parse(device);
    Check.between("engine.threads", threads, 0, MOST_THREADS);
    Check.between("engine.context-length", contextLength, 0, LONGEST);
    Check.between("engine.tiles-at-once", tilesAtOnce, 1, MOST_TILES);
    Check.between("engine.picture-cache-mb", pictureCacheMb, 0, MOST_CACHE_MB);
    Check.between("engine.cache-tokens", cacheTokens, 0, MOST_CACHE_TOKENS);
  }

  /** As the settings would be when nothing is given. */
  public static EngineSettings defaults() {
    return new EngineSettings(
        PromptFormat.DEFAULT_SYSTEM,
        ComputeType.FLOAT32,
        Quantization.NONE,
        "cpu",
        0,
        0,
        1,
        256,
        0);
  }

  /** The same in another number type and other bits. */
  public EngineSettings computing(ComputeType type, Quantization bits) {
    return new EngineSettings(
        systemMessage,
        type,
        bits,
        device,
        threads,
        contextLength,
        tilesAtOnce,
        pictureCacheMb,
        cacheTokens);
  }

  /** Bytes of visual rows that are kept at most. */
  public long pictureCacheBytes() {
    return pictureCacheMb * MEGABYTE;
  }

  /** How the network computes. */
  public ComputeOptions compute() {
    return new ComputeOptions(computeType, quantize, Devices.parse(device), threads);
  }
}
