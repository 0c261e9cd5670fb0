package io.framewise.streams.query;

import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import org.apache.avro.specific.SpecificRecord;

/** The topics of the feed. */
public enum FeedTopic {
  /** How requests ended. */
  EVENTS('e'),
  /** The states of alerts. */
  ALERTS('a');

  private final char letter;

  FeedTopic(char letter) {
    this.letter = letter;
  }

  static FeedTopic of(char letter) {
    for (FeedTopic topic : values()) {
      if (topic.letter == letter) {
        return topic;
      }
    }
    throw new IllegalArgumentException("no topic of the feed has the letter " + letter);
  }

  char letter() {
    return letter;
  }

  /** The topic in a catalogue. */
  public Topic<? extends SpecificRecord> in(Topics topics) {
    return this == EVENTS ? topics.events() : topics.alerts();
  }
}
