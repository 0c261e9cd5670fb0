package io.framewise.streams.admin;

import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.lifecycle.UserError;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a frame's place as the API and the dead letters write it: topic-partition@offset. */
final class FramePlace {

  private static final Pattern PLACE = Pattern.compile("(.{1,300})-(\\d{1,6})@(\\d{1,18})");

  private FramePlace() {}

  /**
   * A reference to that place, with neither id nor time.
   *
   * @throws UserError when the text is no place on a frames topic
   */
  static FrameRef parse(String text, Topics topics) {
    List<String> known = topics.allFrames().stream().map(Topic::name).toList();
    Matcher parts = PLACE.matcher(text);
    if (!parts.matches() || !known.contains(parts.group(1))) {
      throw new UserError(
          Table.plain(text) + " is not the place of a frame",
          "write it as the ref of an event's frame, such as "
              + known.get(0)
              + "-0@1234; frames topics are "
              + String.join(", ", known));
    }
    return new FrameRef(
        parts.group(1),
        Integer.parseInt(parts.group(2)),
        Long.parseLong(parts.group(3)),
        "",
        Instant.EPOCH,
        0,
        0);
  }
}
