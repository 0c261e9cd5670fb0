package io.framewise.connectors.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class XmlReaderTest {

  private static XmlElement read(String text) throws XMLStreamException {
    return XmlReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldReadNamesWithoutPrefixes() throws XMLStreamException {
    XmlElement read = read("<a:x xmlns:a='u'><a:y k='1'> five &amp; six </a:y><z>7.0</z></a:x>");

    assertThat(read.textOf("y")).isEqualTo("five & six");
    assertThat(read.first("y").orElseThrow().attributes()).containsEntry("k", "1");
    assertThat(read.numberOf("z")).isEqualTo(7);
    assertThat(read.numberOf("y")).isZero();
    assertThat(read.textOf("nothing")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "<a>",
        "<a></b>",
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY b 'ccc'>]><a>&b;</a>",
        "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'><a/>"
      })
  void shouldRefuseWhatIsNoPlainDocument(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(XMLStreamException.class);
  }

  @Test
  void shouldBoundWhatItKeeps() {
    assertThatThrownBy(() -> read("<a>".repeat(65) + "</a>".repeat(65)))
        .isInstanceOf(XMLStreamException.class);
    assertThatThrownBy(() -> read("<a>" + "<b/>".repeat(20_000) + "</a>"))
        .isInstanceOf(XMLStreamException.class);
    assertThatThrownBy(() -> read("<a>" + "x".repeat(XmlReader.MOST_BYTES) + "</a>"))
        .isInstanceOf(XMLStreamException.class);
  }
}
