package io.framewise.admin.letters;

import io.framewise.admin.support.Moment;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.Stage;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags that say which dead letters are meant. A picocli mix-in. */
final class LetterOptions {

  @Option(names = "--source", paramLabel = "ID", description = "Only of this source.")
  private String source;

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description = "Only refused there: ${COMPLETION-CANDIDATES}.")
  private Stage stage;

  @Option(
      names = "--category",
      paramLabel = "NAME",
      description = "Only of this category, such as bad-record.")
  private String category;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only those refused since: ISO 8601, or 10m, 2h, 1d for so long ago.")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only those refused before.")
  private String to;

  /** Whether any flag was given. */
  boolean given() {
    return source != null || stage != null || category != null || from != null || to != null;
  }

  /**
   * The filter.
   *
   * @throws UserError when a time is none
   */
  LetterFilter filter() {
    Instant now = Instant.now();
    return new LetterFilter(
        Optional.ofNullable(source),
        Optional.ofNullable(stage),
        Optional.ofNullable(category),
        from == null ? Instant.EPOCH : Moment.parse("--from", from, now),
        to == null ? Instant.MAX : Moment.parse("--to", to, now));
  }
}
