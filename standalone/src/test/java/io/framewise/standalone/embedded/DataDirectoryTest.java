package io.framewise.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir private Path directory;

  @Test
  void shouldRefuseWhenAnotherHasTheDirectory() throws Exception {
    try (DataDirectory first = DataDirectory.open(directory.resolve("data"))) {
      assertThatThrownBy(() -> DataDirectory.open(directory.resolve("data")))
          .isInstanceOf(UserError.class)
          .hasMessageContaining(first.resolve("").toString());
    }
  }

  @Test
  void shouldOpenAgainWhenTheFirstIsClosed() throws Exception {
    DataDirectory.open(directory).close();

    assertThatCode(() -> DataDirectory.open(directory).close()).doesNotThrowAnyException();
  }

  @Test
  void shouldSayWhatIsWrongWhenTheDirectoryIsAFile() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "not a directory");

    assertThatThrownBy(() -> DataDirectory.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString());
  }
}
