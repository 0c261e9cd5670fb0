package io.framewise.connectors.source;

/** Something that delivers pictures. Run by one thread, once. */
public interface FrameSource {

  /**
   * Hands every picture to {@code sink} until the end.
   *
   * @return how it ended, for people, such as "end of file after 250 frames"
   * @throws SourceBrokenException when it cannot go on
   * @throws InterruptedException when the thread is told to stop
   */
  String run(PictureSink sink) throws InterruptedException;
}
