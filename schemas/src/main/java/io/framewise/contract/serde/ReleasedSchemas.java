package io.framewise.contract.serde;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The schemas that earlier versions wrote with, by version: whoever keeps records for long must be
 * able to read all of them. They lie in each module's {@code src/released}.
 */
public final class ReleasedSchemas {

  /** Folders of {@code src/released}, oldest first. A release adds one, and all of its schemas. */
  public static final List<String> VERSIONS = List.of("0.1.0", "2026-11-21");

  private ReleasedSchemas() {}

  /** The schemas of a record, by the version that wrote with them; none of a new record. */
  public static Map<String, Schema> of(Class<?> type) {
    Map<String, Schema> schemas = new LinkedHashMap<>();
    for (String version : VERSIONS) {
      String name = "/io/framewise/released/" + version + "/" + type.getSimpleName() + ".avsc";
      try (InputStream file = type.getResourceAsStream(name)) {
        if (file != null) {
          schemas.put(version, new Schema.Parser().parse(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return schemas;
  }
}
