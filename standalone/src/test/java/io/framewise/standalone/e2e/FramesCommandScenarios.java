package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.admin.frames.FramesCommand;
import io.framewise.contract.avro.Domain;
import io.framewise.testing.Pictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Pictures fetched from the command line. */
interface FramesCommandScenarios {

  Platform platform();

  Path directory();

  @Test
  default void shouldWriteThePictureOfAFrameAsItCame() throws Exception {
    Path first = directory().resolve("evidence.jpg");
    Path second = directory().resolve("plain.jpg");
    try (Installation installation = new Installation(platform(), "evidence", directory(), "");
        Sender sender = new Sender(installation);
        ForeignReader reader = new ForeignReader(platform())) {
      String topic = installation.topics().frames(Domain.VIDEO).name();
      sender.frame("door", "door-1", Instant.parse("2026-01-31T08:00:00Z"));
      sender.plainPicture("door", Instant.parse("2026-01-31T08:00:01Z"));
      List<ConsumerRecord<String, byte[]>> frames = reader.all(topic);

      assertThat(get(installation, place(frames.get(0)), first)).isZero();
      assertThat(get(installation, place(frames.get(1)), second)).isZero();
      assertThat(Files.readAllBytes(first)).isEqualTo(Pictures.jpeg(96, 64));
      assertThat(Files.readAllBytes(second)).isEqualTo(Pictures.jpeg(96, 64));

      String beyond = topic + "-" + frames.get(0).partition() + "@1000";
      assertThat(get(installation, beyond, directory().resolve("none.jpg"))).isNotZero();
      assertThat(get(installation, place(frames.get(0)), second)).isNotZero();
    }
  }

  private static String place(ConsumerRecord<?, ?> record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }

  private static int get(Installation installation, String place, Path file) {
    List<String> arguments = new ArrayList<>(List.of("get", place, "--out", file.toString()));
    arguments.addAll(installation.connectionFlags());
    return new CommandLine(new FramesCommand()).execute(arguments.toArray(String[]::new));
  }
}
