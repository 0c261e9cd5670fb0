package io.framewise.admin.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "door.example, http://door.example:8080",
    "::1, http://[::1]:8080",
    "[::1], http://[::1]:8080",
    "::, http://127.0.0.1:8080"
  })
  void shouldWriteTheAddressAsAUrlHasIt(String host, String url) {
    assertThat(ApiOptions.address(host, 8080)).isEqualTo(url);
  }
}
