package io.framewise.connectors.source;

import io.framewise.connectors.scene.SceneCondition;
import java.util.List;

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
   * The same for who wants to know how it ends. A sink that takes pictures elsewhere than to Kafka
   * gives no receipt.
   *
   * @throws InterruptedException when the thread is told to stop while Kafka takes nothing
   */
  default void picture(CapturedImage picture, Receipt receipt) throws InterruptedException {
    picture(picture);
  }

  /**
   * Takes a picture of a source that can go on where it was.
   *
   * @param position where that is once Kafka has this picture; at most 2,000 characters
   * @throws InterruptedException when the thread is told to stop while Kafka takes nothing
   */
  default void picture(CapturedImage picture, String position) throws InterruptedException {
    picture(picture);
  }

  /**
   * Says where a source can go on once Kafka has all of its pictures so far.
   *
   * @param position as with a picture
   * @throws InterruptedException when the thread is told to stop meanwhile
   */
  default void reached(String position) throws InterruptedException {}

  /** Takes note of a picture that the rate cap left out. */
  void rateCapped();

  /** Takes note of a picture that the change gate left out. */
  void unchanged();

  /** Says what is wrong with the source's pictures now. May be said again. */
  default void conditions(List<SceneCondition> conditions) {}

  /** Takes note of pictures that were given up, since they were not taken in time. */
  default void shed(int count) {}

  /**
   * Takes a picture that cannot be used.
   *
   * @throws InterruptedException when the thread is told to stop while Kafka takes nothing
   */
  void refused(RefusedPicture refused) throws InterruptedException;

  /**
   * The same for who wants to know how its dead letter ends. A sink that takes pictures elsewhere
   * than to Kafka gives no receipt.
   *
   * @throws InterruptedException when the thread is told to stop while Kafka takes nothing
   */
  default void refused(RefusedPicture refused, Receipt receipt) throws InterruptedException {
    refused(refused);
  }
}
