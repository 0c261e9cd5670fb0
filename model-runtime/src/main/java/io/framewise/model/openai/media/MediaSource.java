package io.framewise.model.openai.media;

import io.framewise.model.openai.request.ApiError;
import io.framewise.model.openai.request.ApiException;

/**
 * Gets the bytes of what a request shows: those that it brings along, and those of hosts that are
 * allowed.
 */
public final class MediaSource {

  private static final int LONGEST_SHOWN = 16;

  private final RemoteMedia remote;

  /** A source that asks {@code remote} for what is not in the request itself. */
  public MediaSource(RemoteMedia remote) {
    this.remote = remote;
  }

  /** Media on other machines. */
  @FunctionalInterface
  public interface RemoteMedia {

    /**
     * Gets something.
     *
     * @param url its address, with http or https
     * @param at where in the request it stands, for errors
     * @param limit most bytes that are taken
     * @throws ApiException when the host is not allowed, or does not give it
     */
    byte[] get(String url, String at, long limit);
  }

  /**
   * The bytes of a URL; called on a thread that may wait.
   *
   * @param at where in the request it stands, for errors
   * @param budget of the request, for what is not in it
   * @throws ApiException when they cannot be had
   */
  byte[] bytes(String url, String at, ByteBudget budget) {
    if (DataUrl.is(url)) {
      return DataUrl.bytes(url, at);
    }
    if (url.regionMatches(true, 0, "http://", 0, 7)
        || url.regionMatches(true, 0, "https://", 0, 8)) {
      byte[] bytes = remote.get(url, at, budget.left());
      budget.spend(bytes.length);
      return bytes;
    }
    String begin = url.substring(0, Math.min(LONGEST_SHOWN, url.length()));
    boolean plain = begin.chars().allMatch(c -> c > ' ' && c < 0x7F);
    throw ApiError.field(
            at,
            "invalid_image_url",
            at
                + ": only data:, http: and https: are taken"
                + (plain && !begin.isEmpty() ? ", this begins with " + begin : ""))
        .thrown();
  }
}
