package io.framewise.model.openai.media;

/** A part of a message whose bytes are here and bounded, and not yet decoded. */
sealed interface Sight {

  /** Tiles that it comes to. */
  default int tiles() {
    return 0;
  }

  /** Text. */
  record Words(String text) implements Sight {}

  /** A picture. */
  record Still(SentPicture picture) implements Sight {

    @Override
    public int tiles() {
      return picture.tiles();
    }
  }

  /**
   * A video, of which some frames are shown, each as a tile.
   *
   * @param at where in the request it stands, for errors
   */
  @SuppressWarnings("ArrayRecordComponent") // a file's content: never compared, never changed
  record Clip(byte[] bytes, int frames, String at) implements Sight {

    @Override
    public int tiles() {
      return frames;
    }
  }
}
