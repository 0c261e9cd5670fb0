package io.framewise.model.preprocess;

import io.framewise.contract.UserError;
import java.util.stream.IntStream;

/**
 * Which frames of a video the model looks at, counted from 0, with the roundings of the two
 * reference implementations.
 */
public final class FrameIndices {

  private static final int TORCH_VECTOR = 8;

  private FrameIndices() {}

  /**
   * The middles of {@code count} equal segments of the whole video as the original InternVL code
   * ({@code get_index}) takes them. A video shorter than {@code count} repeats frames.
   *
   * @param frames frames of the video
   */
  public static int[] original(int frames, int count) {
    check(frames, count);
    return middles(0, frames - 1, count);
  }

  /**
   * The same of the part from {@code startSeconds} to {@code endSeconds}, as far as the video goes.
   *
   * @param videoFps frames a second of the video
   * @throws UserError when no frame of the video lies in that part
   */
  public static int[] original(
      int frames, int count, double videoFps, double startSeconds, double endSeconds) {
    check(frames, count);
    checkRate("frames a second of the video", videoFps);
    double first = Math.max(0, Math.rint(startSeconds * videoFps));
    double last = Math.min(Math.rint(endSeconds * videoFps), frames - 1);
    if (!(first <= last)) {
      throw new UserError(
          "no frame lies between second " + startSeconds + " and second " + endSeconds,
          "the video ends at second " + frames / videoFps + "; choose a part of it");
    }
    return middles((int) first, (int) last, count);
  }

  private static int[] middles(int first, int last, int count) {
    double segment = (double) (last - first) / count;
    return IntStream.range(0, count)
        .map(k -> (int) (first + segment / 2 + Math.rint(segment * k)))
        .toArray();
  }

  /**
   * The middles of {@code count} equal segments as the processor of the -hf checkpoints ({@code
   * sample_frames}) takes them.
   *
   * @param frames frames of the video
   * @throws UserError when the video has fewer frames than asked for
   */
  public static int[] hf(int frames, int count) {
    check(frames, count);
    if (count > frames) {
      throw new UserError(
          "the video has " + frames + " frames and " + count + " were asked for",
          "ask for at most " + frames + " frames");
    }
    double step = (double) frames / count;
    return IntStream.range(0, count).map(k -> (int) middle(k, step, count)).toArray();
  }

  /**
   * As {@code torch.arange} counts in 32-bit floats, because their rounding decides where a middle
   * is nearly whole: from each eighth value on as far as pairs of vectors of eight go, then singly.
   */
  private static float middle(int k, double step, int count) {
    if (k >= count - count % (2 * TORCH_VECTOR)) {
      return (float) Math.fma(k, step, step / 2);
    }
    int inVector = k % TORCH_VECTOR;
    float vectorStart = (float) Math.fma(k - inVector, step, step / 2);
    return (float) Math.fma(inVector, step, vectorStart);
  }

  /**
   * The same by rate: {@code fps} frames a second of the video.
   *
   * @param videoFps frames a second of the video
   * @throws UserError when that is not a single frame, or more frames than the video has
   */
  public static int[] hfByRate(int frames, double videoFps, double fps) {
    check(frames, 1);
    checkRate("frames a second of the video", videoFps);
    checkRate("frames a second to look at", fps);
    int count = (int) (frames / videoFps * fps);
    if (count == 0) {
      throw new UserError(
          "at " + fps + " frames a second not one of the video's " + frames + " frames is seen",
          "ask for more frames a second or for a number of frames");
    }
    return hf(frames, count);
  }

  private static void check(int frames, int count) {
    if (frames < 1) {
      throw new UserError("the video has no frames", "give a video with at least one frame");
    }
    if (count < 1) {
      throw new UserError(count + " frames were asked for", "ask for at least one frame");
    }
  }

  private static void checkRate(String what, double rate) {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new UserError("the " + what + " are " + rate, "give a number above 0");
    }
  }
}
