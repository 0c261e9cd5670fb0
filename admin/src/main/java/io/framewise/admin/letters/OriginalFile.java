package io.framewise.admin.letters;

import io.framewise.admin.support.NewFile;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.frame.BadFrameException;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.platform.settings.Connection;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Writes the original of a dead letter to a file. */
final class OriginalFile {

  private final Connection connection;
  private final PrintWriter console;

  OriginalFile(Connection connection, PrintWriter console) {
    this.connection = connection;
    this.console = console;
  }

  /**
   * Writes the picture where the original is a frame, else its value, else what the letter kept.
   *
   * @throws UserError when there is nothing, or the file is there already
   */
  void write(StoredLetter letter, Original original, Path file) {
    Optional<byte[]> picture = picture(original);
    byte[] bytes = picture.or(original::value).orElseGet(letter::keptBytes);
    if (bytes.length == 0) {
      throw new UserError("there are no bytes to write", "the original was empty, or is gone");
    }
    NewFile.write(file, bytes);
    String what =
        picture.isPresent()
            ? "the picture"
            : bytes.length == letter.letter().getOriginalSize()
                ? "the record's value"
                : "the first of " + letter.letter().getOriginalSize() + " bytes";
    console.println(file + ": " + what + ", " + bytes.length + " bytes");
  }

  private Optional<byte[]> picture(Original original) {
    if (!(original instanceof Original.OnItsTopic there)) {
      return Optional.empty();
    }
    Topics topics = connection.kafka().topics();
    String topic = there.found().topic();
    if (topics.allFrames().stream().noneMatch(frames -> frames.name().equals(topic))) {
      return Optional.empty();
    }
    try {
      Frame frame = new FrameRecords(topics, connection.registry()).frame(withText(there.found()));
      byte[] pixels = new byte[frame.getPixels().remaining()];
      frame.getPixels().duplicate().get(pixels);
      return Optional.of(pixels);
    } catch (BadFrameException e) {
      return Optional.empty(); // Most originals are no frames; that is why they are here.
    }
  }

  private static ConsumerRecord<String, byte[]> withText(ConsumerRecord<byte[], byte[]> found) {
    return new ConsumerRecord<>(
        found.topic(),
        found.partition(),
        found.offset(),
        found.timestamp(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        found.key() == null ? null : new String(found.key(), StandardCharsets.UTF_8),
        found.value(),
        found.headers(),
        Optional.empty());
  }
}
