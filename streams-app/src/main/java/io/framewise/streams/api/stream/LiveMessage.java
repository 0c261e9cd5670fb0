package io.framewise.streams.api.stream;

import io.framewise.streams.query.FeedPosition;
import io.vertx.core.buffer.Buffer;

/**
 * A message at the moment at which it is told to all who follow. Those who have read the same share
 * its bytes.
 *
 * @param after the position in the feed of whoever has read everything up to it
 * @param id that position as text
 * @param bytes the whole server-sent event with that position, not to be changed
 */
record LiveMessage(FeedMessage message, FeedPosition after, String id, Buffer bytes) {

  static LiveMessage of(FeedMessage message, FeedPosition after) {
    String id = after.toString();
    return new LiveMessage(
        message, after, id, Buffer.buffer(message.text() + "\nid: " + id + "\n\n"));
  }
}
