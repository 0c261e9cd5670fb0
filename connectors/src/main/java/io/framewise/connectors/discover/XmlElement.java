package io.framewise.connectors.discover;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An element of what a device says. Names are without their prefixes: devices choose those freely.
 *
 * @param name its local name
 * @param attributes its attributes, by local name
 * @param text the text directly in it, without blanks around
 * @param children the elements directly in it
 */
record XmlElement(
    String name, Map<String, String> attributes, String text, List<XmlElement> children) {

  /** This element and all below it, in the order of the document. */
  private Stream<XmlElement> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(XmlElement::all));
  }

  /** All elements of a name, here and below. */
  List<XmlElement> named(String wanted) {
    return all().filter(element -> element.name.equals(wanted)).toList();
  }

  /** The first element of a name, here or below. */
  Optional<XmlElement> first(String wanted) {
    return all().filter(element -> element.name.equals(wanted)).findFirst();
  }

  /** The text of the first element of a name; empty where there is none. */
  String textOf(String wanted) {
    return first(wanted).map(XmlElement::text).orElse("");
  }

  /** The number in the first element of a name; 0 where there is none. */
  int numberOf(String wanted) {
    try {
      return (int) Double.parseDouble(textOf(wanted));
    } catch (NumberFormatException e) {
      return 0; // Absent, or a text.
    }
  }
}
