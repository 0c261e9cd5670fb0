package io.framewise.connectors.source;

/**
 * Takes what a source delivers. Each picture is handed over once, in one of three ways, and is from
 * then on counted. Called by the source's thread only.
 */
public interface PictureSink {

  /** Says that the source could be opened. May be said again. */
  void opened();

  /**
   * Says what people should know of the source while it runs; an empty text takes that back. May be
   * said again.
   */
  default void note(String text) {}

  /** Says that the source waits, such as for a share that is away, until it is opened again. */
  default void waits(String reason) {}

  /**
   * Takes a picture for Kafka.
   *
   * @throws InterruptedException when the thread is told to stop while Kafka takes nothing
   */
  void picture(CapturedImage picture) throws InterruptedException;

  /**
   * Takes a picture of a source that can go on where it was.
   *
   * @param position where that is once Kafka has this picture; at most 2,000 characters
   * @throws InterruptedException when the thread is told to stop while Kafka takes nothing
   */
  default void picture(CapturedImage picture, String position) throws InterruptedException {
    picture(picture);
  }

  /** Takes note of a picture that the rate cap left out. */
  void rateCapped();

  /** Takes note of pictures that were given up, since they were not taken in time. */
  default void shed(int count) {}

  /**
   * Takes a picture that cannot be used.
   *
   * @throws InterruptedException when the thread is told to stop while Kafka takes nothing
   */
  void refused(RefusedPicture refused) throws InterruptedException;
}
