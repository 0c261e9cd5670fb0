package io.framewise.model.hub;

/** The environment variables by which people steer where models come from. */
public enum HubVariable {
  /** The home of everything. */
  HF_HOME(
      "`~/.cache/huggingface`", "Folder of the Hugging Face tools; XDG_CACHE_HOME moves it too."),
  /** The cache alone. */
  HF_HUB_CACHE("`$HF_HOME/hub`", "Folder of the models. Older name: HUGGINGFACE_HUB_CACHE."),
  /** The hub's address. */
  HF_ENDPOINT("`https://huggingface.co`", "Address of the hub, or of a mirror."),
  /** Who asks. */
  HF_TOKEN("", "Token for private and gated models. Goes to the host of HF_ENDPOINT only. Secret."),
  /** Who asks, from a file. */
  HF_TOKEN_PATH("`$HF_HOME/token`", "File with the token where HF_TOKEN is not set."),
  /** Whether to ask at all. */
  HF_HUB_OFFLINE("`0`", "`1`: use what is in the cache and connect to nobody."),
  /** How snapshots are made. */
  HF_HUB_DISABLE_SYMLINKS(
      "`0`", "`1`: hold copies in the snapshots, as is done on file systems without links.");

  private final String fallback;
  private final String meaning;

  HubVariable(String fallback, String meaning) {
    this.fallback = fallback;
    this.meaning = meaning;
  }

  /** What holds when it is not set, as Markdown. */
  public String fallback() {
    return fallback;
  }

  /** What it does, for people. */
  public String meaning() {
    return meaning;
  }
}
