package io.framewise.connectors.discover;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads what a device says, which may be anything: no document types, no entities of its own, and
 * only so many bytes, elements and levels.
 */
final class XmlReader {

  /** Most bytes that are read of one answer. */
  static final int MOST_BYTES = 1024 * 1024;

  private static final int MOST_ELEMENTS = 20_000;
  private static final int MOST_LEVELS = 64;

  private final XMLStreamReader reader;
  private int elements;

  private XmlReader(XMLStreamReader reader) {
    this.reader = reader;
  }

  /**
   * Reads a document.
   *
   * @throws XMLStreamException when it is none, or a larger one than is taken
   */
  static XmlElement read(byte[] document) throws XMLStreamException {
    if (document.length > MOST_BYTES) {
      throw new XMLStreamException("more than " + MOST_BYTES + " bytes");
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
    try {
      return new XmlReader(reader).document();
    } catch (RuntimeException e) { // The JDK's parser throws some at garbage.
      throw new XMLStreamException(e);
    } finally {
      reader.close();
    }
  }

  private XmlElement document() throws XMLStreamException {
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD) {
        throw new XMLStreamException("document types are not taken");
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        return element(1);
      }
    }
    throw new XMLStreamException("no element");
  }

  private XmlElement element(int level) throws XMLStreamException {
    elements++;
    if (level > MOST_LEVELS || elements > MOST_ELEMENTS) {
      throw new XMLStreamException("more elements or levels than any device needs");
    }
    String name = reader.getLocalName();
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    StringBuilder text = new StringBuilder();
    List<XmlElement> children = new ArrayList<>();
    for (int event = reader.next();
        event != XMLStreamConstants.END_ELEMENT;
        event = reader.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        children.add(element(level + 1));
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        text.append(reader.getText());
      }
    }
    return new XmlElement(name, attributes, text.toString().strip(), children);
  }
}
