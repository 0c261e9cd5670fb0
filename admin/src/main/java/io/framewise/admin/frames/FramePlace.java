package io.framewise.admin.frames;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.terminal.Columns;
import io.framewise.platform.topic.RecordPlace;
import java.time.Instant;
import java.util.List;

/** Reads a frame's place as the API and the dead letters write it: topic-partition@offset. */
final class FramePlace {

  private FramePlace() {}

  /**
   * A reference to that place, with neither id nor time.
   *
   * @throws UserError when the text is no place on a frames topic
   */
  static FrameRef parse(String text, Topics topics) {
    List<String> known = topics.referencedFrames().stream().map(Topic::name).toList();
    RecordPlace place =
        RecordPlace.find(text, known)
            .orElseThrow(
                () ->
                    new UserError(
                        Columns.plain(text) + " is not the place of a frame",
                        "write it as the ref of an event's frame, such as "
                            + known.get(0)
                            + "-0@1234; frames topics are "
                            + String.join(", ", known)));
    return new FrameRef(
        place.partition().topic(),
        place.partition().partition(),
        place.offset(),
        "",
        Instant.EPOCH,
        0,
        0);
  }
}
