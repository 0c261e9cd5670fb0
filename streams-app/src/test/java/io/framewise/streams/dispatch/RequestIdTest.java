package io.framewise.streams.dispatch;

import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.state.OpenWindow;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids are kept by others: in events, alerts and whatever reads them. They must not change. */
class RequestIdTest {

  private static final QuestionSet SET = questionSet("people");

  @Test
  void shouldBeWhatTheRuleSaysWhenTheWindowIsASpanOfTime() throws NoSuchAlgorithmException {
    String id = RequestId.of("live", window(""), SET);

    assertThat(id).isEqualTo(hashed("live\ndoor\n1000\n5000\npeople\n1"));
    assertThat(id)
        .as("as every version before has made it")
        .isEqualTo("f3ccda849f84f01df9dd3935e87885e1");
  }

  @Test
  void shouldTellSubjectsApartWhenTheirWindowsAreOfTheSameTime() throws NoSuchAlgorithmException {
    assertThat(RequestId.of("live", window("part-7"), SET))
        .isEqualTo(hashed("live\ndoor\n1000\n5000\npeople\n1\npart-7"))
        .isNotEqualTo(RequestId.of("live", window("part-8"), SET));
  }

  private static OpenWindow window(String subject) {
    return OpenWindow.newBuilder()
        .setSourceId("door")
        .setQuestionSetId("people")
        .setSubject(subject)
        .setStartMs(1000)
        .setEndMs(5000)
        .setGraceMs(0)
        .setIdleMs(1)
        .setSegments(List.of())
        .build();
  }

  /** The documented rule by other means: the upper 128 of SHA-256's bits in hexadecimal. */
  private static String hashed(String text) throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "%032x".formatted(new BigInteger(1, hash).shiftRight(128));
  }
}
