package io.framewise.admin.trial;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.settings.Connection;
import io.framewise.platform.settings.Suggestion;
import io.framewise.platform.terminal.Columns;
import io.framewise.platform.topic.CompactedTopic;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Why a source has no frames to try questions on. */
record MissingFrames(Connection connection, String source, Domain domain, String last) {

  /** What is wrong and the way out, as far as the topic of sources tells. */
  UserError error() {
    Topics topics = connection.kafka().topics();
    Map<String, Optional<SourceStatus>> known =
        new CompactedTopic<>(connection.kafka(), topics.sources(), connection.registry()).read();
    Optional<SourceStatus> status = known.getOrDefault(source, Optional.empty());
    Topic<?> frames = topics.frames(domain);
    if (status.isEmpty()) {
      return new UserError(
          "there is no source "
              + Columns.plain(source)
              + Suggestion.nearest(source, known.keySet())
                  .map(near -> ", did you mean " + Columns.plain(near) + "?")
                  .orElse(""),
          "no connector speaks of it, and no frames of it came to "
              + frames.name()
              + " in the last "
              + last);
    }
    if (status.get().getDomain() != domain) {
      return new UserError(
          source + " is a source of domain " + written(status.get().getDomain()),
          "the draft asks domain " + written(domain));
    }
    return new UserError(
        "no frames of " + source + " came to " + frames.name() + " in the last " + last,
        "its connector says "
            + status.get().getState()
            + " since "
            + status.get().getUpdatedAt()
            + "; --last looks further back, as far as frames are kept: "
            + frames.retention().orElseThrow().toHours()
            + " h by default");
  }

  private static String written(Domain domain) {
    return domain.name().toLowerCase(Locale.ROOT);
  }
}
